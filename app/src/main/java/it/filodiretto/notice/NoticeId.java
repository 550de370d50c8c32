// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import java.util.UUID;

/** One notice. */
public record NoticeId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
