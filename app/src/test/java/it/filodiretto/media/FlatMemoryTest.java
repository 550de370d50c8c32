// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class FlatMemoryTest {

    @Test
    void memoryStaysFlatWithDocumentsOf100MB(@TempDir Path directory) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-Xmx48m", "-cp", System.getProperty("java.class.path"), FlatMemory.class.getName(), directory.toString())
            .redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("4 documents of 100 MB in and out");
        System.out.println(said.strip());
    }
}
