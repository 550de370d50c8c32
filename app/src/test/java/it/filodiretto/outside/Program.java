// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outside;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The product's classes and libraries, without those of the tests, and what Java is told wherever it runs. */
final class Program {

    /** Of the tests, which stand in `app`, and of the benches, which stand above it. */
    static final String OPTIONS = "@" + (Files.exists(Path.of("packaging")) ? "" : "../") + "packaging/java-options";
    static final String CLASS_PATH = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator))
        .filter(it -> !it.contains("test-classes") && !it.contains("simulator") && !it.contains("playwright") && !it.contains("jqwik"))
        .collect(Collectors.joining(File.pathSeparator));

    private Program() {}
}
