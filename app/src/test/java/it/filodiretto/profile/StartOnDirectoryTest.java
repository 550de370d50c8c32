// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import it.filodiretto.Filodiretto;
import it.filodiretto.TestEnvironment;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole program, started on a directory of profiles as a town's administrator starts it. */
@ExtendWith(OutputCaptureExtension.class)
@NullMarked
class StartOnDirectoryTest {

    @TempDir Path directory;

    @Test
    void aMunicipalityOfOnesOwnNeedsAFileAndNoRebuild() throws IOException {
        Files.writeString(directory.resolve("sesto.yaml"), ProfileTexts.sesto());
        try (var program = start()) {
            assertThat(program.getBean(Municipalities.class).all()).singleElement()
                .extracting(Municipality::fullName).isEqualTo("Comune di Sesto");
        }
    }

    @Test
    void aMistakeEndsTheStartWithItsPlaceAndNoStackTrace(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("sesto.yaml"), ProfileTexts.sesto().replace("Europe/Rome", "Europe/Roma"));
        assertThatThrownBy(this::start).hasRootCauseInstanceOf(BadProfiles.class);
        assertThat(output).contains("""
            APPLICATION FAILED TO START
            ***************************

            Description:

            1 mistake in the profiles of the municipalities:
            sesto.yaml, line 6: time-zone "Europe/Roma" is no time zone. Allowed: an IANA name, Europe/Rome.
            """);
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Filodiretto.class).initializers(new TestEnvironment())
            .run("--server.port=0", "--filodiretto.municipalities=" + directory);
    }
}
