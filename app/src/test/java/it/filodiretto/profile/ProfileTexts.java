// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;

/** Texts of profiles for tests: the shipped ones, and a small one that is in order. */
@NullMarked
final class ProfileTexts {

    private ProfileTexts() {}

    static String sesto() {
        return resource("/profiles/sesto.yaml");
    }

    static String shipped(String slug) {
        return resource("/municipalities/" + slug + ".yaml");
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(ProfileTexts.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
