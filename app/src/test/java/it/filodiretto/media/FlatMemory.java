// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Ids;
import it.filodiretto.vault.TestVault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.NullMarked;

/** A program of its own, to be started with little memory: takes in and gives out documents of 100 MB, four at a time. */
@NullMarked
final class FlatMemory {

    private static final long SIZE = 100L << 20;

    private FlatMemory() {}

    public static void main(String[] arguments) throws Exception {
        var files = new SealedFiles(new DirectoryStore(Path.of(arguments[0])), TestVault.open(Path.of(arguments[0])));
        var intake = new FileIntake(files, new VirusCheck(new MediaSettings("", new MediaSettings.Bucket("", null, "", "", ""))));
        var town = new MunicipalityId(Ids.next());
        var threads = new ArrayList<Thread>();
        var read = new long[4];
        for (int i = 0; i < 4; i++) {
            var place = i;
            threads.add(Thread.startVirtualThread(() -> CurrentMunicipality.inTown(town, () -> read[place] = through(intake, files))));
        }
        for (var thread : threads) {
            thread.join();
        }
        for (var bytes : read) {
            if (bytes != SIZE) {
                System.exit(1);
            }
        }
        System.out.println("4 documents of 100 MB in and out with at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MB of memory");
    }

    private static long through(FileIntake intake, SealedFiles files) {
        try {
            var id = StoredFileId.next();
            var taken = intake.take(id, "piano.pdf", new Handed(new Endless(), SIZE, null));
            try (var bytes = files.read(id, taken.sealedKey(), Copy.ORIGINAL)) {
                return bytes.transferTo(java.io.OutputStream.nullOutputStream());
            } finally {
                files.delete(id, taken.sealedKey());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins as a PDF, and does not end before 100 MB. */
    private static final class Endless extends InputStream {

        private static final byte[] BEGINNING = Samples.pdf();

        private long at;

        @Override
        public int read() {
            return at >= SIZE ? -1 : at < BEGINNING.length ? BEGINNING[(int) at++] : (int) (at++ * 31 & 0xff);
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            if (at >= SIZE) {
                return -1;
            }
            var some = (int) Math.min(count, SIZE - at);
            for (int i = 0; i < some; i++) {
                bytes[from + i] = (byte) read();
            }
            return some;
        }
    }
}
