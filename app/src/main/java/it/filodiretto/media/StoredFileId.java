// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.shared.Ids;
import java.util.UUID;

/** One file of a municipality, which may still be on its way. */
public record StoredFileId(UUID value) {

    public static StoredFileId next() {
        return new StoredFileId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
