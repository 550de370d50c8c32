// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import java.util.UUID;

/**
 * The picture of a notice.
 *
 * @param file id of the stored file
 * @param alt what it shows, for who cannot see it; never empty
 */
public record NoticePicture(UUID file, String alt) {

    public static final int LONGEST_ALT = 300;

    public NoticePicture {
        alt = NoticeText.clean(alt);
        if (alt.isEmpty()) {
            throw new IllegalArgumentException("A picture has words for who cannot see it");
        }
    }
}
