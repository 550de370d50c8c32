// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.media.FileType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file like those to come above a template's text, for Meta's reviewers. @param type by its content */
public record TemplateSample(String type, byte[] bytes) {

    /** Where nobody chose a picture. */
    static final TemplateSample PICTURE = new TemplateSample(SamplePicture.TYPE, SamplePicture.bytes());
    private static final int LARGEST = 5 << 20;
    private static final Map<String, Set<String>> TYPES = Map.of("IMAGE", Set.of("image/jpeg", "image/png"), "VIDEO", Set.of("video/mp4"), "DOCUMENT", Set.of("application/pdf"));

    /** Empty: it is no such file. @param format as {@link TemplateExtras} has it */
    public static Optional<TemplateSample> of(byte[] bytes, String format) {
        return Optional.of(bytes).filter(it -> it.length <= LARGEST).flatMap(FileType::of).map(FileType::mediaType)
            .filter(TYPES.getOrDefault(format, Set.of())::contains).map(it -> new TemplateSample(it, bytes));
    }
}
