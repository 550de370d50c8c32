// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The wire's half; the store's is in {@code FlatMemoryTest}. */
@NullMarked
class FlatTransferTest {

    @Test
    void memoryStaysFlatWhileDocumentsOf100MBComeFromMetaAndGoToMeta() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-Xmx48m", "-cp", System.getProperty("java.class.path"), FlatTransfer.class.getName()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("2 documents of 100 MB from Meta and to Meta");
    }
}
