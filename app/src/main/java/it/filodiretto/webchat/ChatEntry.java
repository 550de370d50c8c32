// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import it.filodiretto.media.StoredFile;
import org.jspecify.annotations.Nullable;

/** A line with what came along. @param file null: there was none, or it is gone */
public record ChatEntry(ChatLine line, @Nullable StoredFile file) {

    /** As plain text has it. */
    public String words() {
        return file == null ? line.body() : (line.body() + "\n[" + file.name() + ", " + file.sizeWords() + "]").strip();
    }
}
