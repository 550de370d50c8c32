// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A directory; several processes on one database share it. */
final class DirectoryStore implements FileStore {

    private final Path root;

    DirectoryStore(Path root) {
        this.root = root;
    }

    @Override
    public Draft create(String key) throws IOException {
        var target = root.resolve(key);
        Files.createDirectories(target.getParent());
        var partial = Files.createTempFile(target.getParent(), ".arriving-", "");
        return new FileDraft(partial, target, new FileOutputStream(partial.toFile()));
    }

    @Override
    public SeekableByteChannel open(String key) throws IOException {
        return Files.newByteChannel(root.resolve(key), StandardOpenOption.READ);
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(root.resolve(key));
    }

    private static final class FileDraft extends Draft {

        private final Path partial;
        private final Path target;
        private final FileOutputStream out;

        FileDraft(Path partial, Path target, FileOutputStream out) {
            this.partial = partial;
            this.target = target;
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        void keep() throws IOException {
            out.getFD().sync();   // or after a cut of the power the name is there and the bytes are not
            out.close();
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(partial);
        }
    }
}
