// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class LanguagesTest {

    @TempDir Path folder;

    @Test
    @DisplayName("a file in the directory filodiretto.languages is a language of the pages; what it does not say is said in Italian")
    void aLanguageIsAFile() throws IOException {
        Files.writeString(folder.resolve("messages_de.properties"), "site.archive=Mitteilungen\n");
        Files.writeString(folder.resolve("notes.txt"), "site.archive=x\n");
        var languages = new Languages(folder.toString());
        assertThat(languages.codes()).startsWith("it").contains("de", "en");
        assertThat(languages.best("de-AT,de;q=0.9,en;q=0.5")).isEqualTo("de");
        assertThat(languages.best("fr")).isEqualTo("it");
        var words = new Words(languages);
        assertThat(words.in("de", "site.archive")).isEqualTo("Mitteilungen");
        assertThat(words.in("de", "site.archive.all")).isEqualTo(words.get("site.archive.all"));
    }
}
