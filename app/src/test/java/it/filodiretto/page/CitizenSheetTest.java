// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What citizens' browsers load first has all that the pages use, and no more than it may weigh. */
class CitizenSheetTest {

    private static final String DIST = "META-INF/resources/webjars/bootstrap-italia/2.17.0/dist/";
    private static final String HOW = "run: java app/src/test/java/it/filodiretto/page/CitizenSheet.java (see there)";

    @Test
    void everyIconInUseIsThere() throws IOException {
        var wanted = ids(CitizenSheet.icons(shipped("svg/sprites.svg"), CitizenSheet.literals(Path.of("src/main"))));
        assertThat(ids(Files.readString(Path.of("src/main/resources/static/icons.svg")))).as(HOW).containsAll(wanted);
    }

    @Test
    void everyRuleInUseIsThere() throws IOException {
        var wanted = CitizenSheet.sheet(shipped("css/bootstrap-italia.min.css"), CitizenSheet.classes(Path.of("src/main/jte")));
        assertThat(Files.readString(Path.of("src/main/resources/static/citizens.css")).lines().toList()).as(HOW).containsAll(wanted.lines().toList());
    }

    private static java.util.List<String> ids(String svg) {
        return Pattern.compile("id=\"([^\"]+)\"").matcher(svg).results().map(it -> it.group(1)).toList();
    }

    private static String shipped(String file) throws IOException {
        try (var in = Objects.requireNonNull(CitizenSheetTest.class.getClassLoader().getResourceAsStream(DIST + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
