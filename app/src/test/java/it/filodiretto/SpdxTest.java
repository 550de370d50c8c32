// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Every source file names its licence; scripts say so below their first two lines. */
@NullMarked
class SpdxTest {

    private static final Pattern SOURCE = Pattern.compile(
        ".*\\.(java|sql|ya?ml|properties|factories|jte|xml|css|js|mjs|html|svg|sh)|(bin|\\.ci)/[^/]+|\\.editorconfig");
    private static final Pattern LICENCE = Pattern.compile("SPDX-License-Identifier: (AGPL-3\\.0-or-later|BSD-3-Clause|CC0-1\\.0)\\b");

    @Test
    void everySourceFileNamesItsLicence() {
        assertThat(Repository.files("")).filteredOn(SpdxTest::isSource).hasSizeGreaterThan(50)
            .allSatisfy(it -> assertThat(Repository.read(it).lines().limit(3)).as(Repository.name(it)).anyMatch(line -> LICENCE.matcher(line).find()));
    }

    private static boolean isSource(Path file) {
        return SOURCE.matcher(Repository.name(file)).matches();
    }
}
