// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes names of files that do no harm wherever they land: no path, no control or direction marks, no disguised ending. */
final class FileNames {

    private static final int LONGEST = 100;

    private FileNames() {}

    /** What the sender calls it, harmless; {@code file} if nothing is left. */
    static String harmless(@Nullable String given) {
        var name = Normalizer.normalize(given == null ? "" : given, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        name = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]", "").replaceAll("[<>:\"|?*;%&'`$]", "_").replaceAll("\\s+", " ").strip();
        name = name.replaceAll("^[. ]+|[. ]+$", "");
        return name.isEmpty() ? "file" : shortened(name);
    }

    /** With the ending that its content has, whatever it came with: {@code bolletta.pdf.exe} that is a PDF is {@code bolletta.pdf}. */
    static String fitting(String harmless, FileType type) {
        var name = harmless;
        for (var dot = name.lastIndexOf('.'); dot > 0 && name.substring(dot + 1).matches("[A-Za-z0-9]{1,5}"); dot = name.lastIndexOf('.')) {
            var ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
            name = name.substring(0, dot);
            if (ending.equals(type.ending())) {
                break;
            }
        }
        return name + "." + type.ending();
    }

    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        var dot = name.lastIndexOf('.');
        var ending = dot > 0 && name.length() - dot <= 6 ? name.substring(dot) : "";
        var cut = LONGEST - ending.length();
        return name.substring(0, Character.isHighSurrogate(name.charAt(cut - 1)) ? cut - 1 : cut) + ending;
    }
}
