// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The repository as files, for the tests that read sources. */
@NullMarked
public final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", ".idea", ".vscode");

    private Repository() {}

    /** Every file that is written by hand, below a folder of the repository. */
    public static List<Path> files(String folder) {
        try (var all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(Files::isRegularFile).filter(Repository::ours).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static boolean ours(Path file) {
        for (var part : ROOT.relativize(file)) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
