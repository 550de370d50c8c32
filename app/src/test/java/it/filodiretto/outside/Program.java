// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * The product's classes and libraries, without those of the tests. The first process that ends by itself writes down what it had loaded;
 * those after it start in two thirds of the time. Java does that for archives only, so our classes are made one.
 */
final class Program {

    private static final Path DIRECTORY = Path.of("target/outside").toAbsolutePath();
    private static final String FORK = System.getProperty("test.fork", "0");
    /** Of the tests, which stand in `app`, and of the benches, which stand above it. */
    static final String OPTIONS = "@" + (Files.exists(Path.of("packaging")) ? "" : "../") + "packaging/java-options";
    static final String CLASS_PATH = classes();

    private Program() {}

    static List<String> quickly() {
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + DIRECTORY.resolve("program-" + FORK + ".jsa"));
    }

    private static String classes() {
        var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
            .filter(it -> !it.contains("test-classes") && !it.contains("simulator") && !it.contains("playwright") && !it.contains("jqwik"))
            .map(it -> Path.of(it).endsWith("target/classes") ? packed(it) : it)
            .collect(Collectors.joining(File.pathSeparator));
    }

    private static String packed(String directory) {
        var file = DIRECTORY.resolve("program-" + FORK + ".jar").toString();
        DIRECTORY.toFile().mkdirs();
        int failed = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--no-compress", "--file", file, "-C", directory, ".");
        if (failed != 0) {
            throw new IllegalStateException("The classes in " + directory + " cannot be packed");
        }
        return file;
    }
}
