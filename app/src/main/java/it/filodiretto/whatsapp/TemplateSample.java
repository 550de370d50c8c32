// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import java.util.Optional;

/** A file like those to come above a template's text, for Meta's reviewers. @param type by its first bytes */
record TemplateSample(String type, byte[] bytes) {

    /** Where nobody chose a picture. */
    static final TemplateSample PICTURE = new TemplateSample(SamplePicture.TYPE, SamplePicture.bytes());
    private static final int LARGEST = 5 << 20;

    /** Empty: it is no such file. @param format as {@link TemplateExtras} has it */
    static Optional<TemplateSample> of(byte[] bytes, String format) {
        var type = bytes.length > LARGEST ? "" : switch (format) {
            case "IMAGE" -> begins(bytes, 0, 0xff, 0xd8, 0xff) ? "image/jpeg" : begins(bytes, 0, 0x89, 'P', 'N', 'G') ? "image/png" : "";
            case "VIDEO" -> begins(bytes, 4, 'f', 't', 'y', 'p') ? "video/mp4" : "";
            case "DOCUMENT" -> begins(bytes, 0, '%', 'P', 'D', 'F') ? "application/pdf" : "";
            default -> "";
        };
        return type.isEmpty() ? Optional.empty() : Optional.of(new TemplateSample(type, bytes));
    }

    private static boolean begins(byte[] bytes, int at, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (bytes.length <= at + i || (bytes[at + i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
