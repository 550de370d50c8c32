// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What stands in the files by which the product is installed. */
@NullMarked
class PackagingTest {

    /** Words of settings that would open something to who has paid for it, or count who uses it. */
    private static final Pattern PAID = Pattern.compile("(?i)licen[cs]e|subscription|premium|enterprise|edition|billing|seats?\\b|max-operators|feature|trial-key|plan\\b|tier");
    private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)(?: AS \\S+)?$");

    @Test
    @DisplayName("CA-06: one «docker compose up» starts all of it, from free images alone, with no account anywhere")
    void CA_06_oneComposeFileStartsItAllAndNothingIsPaidFor() {
        Map<String, Object> compose = new Yaml().load(read("compose.yaml"));
        var services = map(compose.get("services"));
        assertThat(services).containsOnlyKeys("filodiretto");
        var service = map(services.get("filodiretto"));
        assertThat(map(service.get("build"))).containsEntry("dockerfile", "packaging/Containerfile").containsEntry("context", ".");
        assertThat(map(service.get("environment")).values()).as("nothing must be said for it to start; podman-compose 1.0 does not take an empty default out of its braces")
            .allMatch(it -> it == null || it.toString().matches("\\$\\{[A-Z_]+:-.+}"));
        assertThat((List<?>) service.get("volumes")).as("what it keeps outlives the container").hasSize(1);
        assertThat(FROM.matcher(read("packaging/Containerfile")).results().map(it -> it.group(1)))
            .containsExactly("docker.io/library/eclipse-temurin:25-jdk", "docker.io/library/debian:trixie-slim");
    }

    @Test
    @DisplayName("CA-06: no setting opens a function to who pays, and none counts operators")
    void CA_06_noFunctionIsBehindPayment() {
        for (var file : List.of("app/src/main/resources/application.yaml", "packaging/environment", "compose.yaml")) {
            var settings = read(file).lines().filter(it -> !it.strip().startsWith("#")).map(it -> it.replaceFirst(":\\s.*|=.*", "")).toList();
            assertThat(settings).as(file).isNotEmpty().noneMatch(it -> PAID.matcher(it).find());
        }
        assertThat(PAID.matcher("max-operators").find()).as("such a setting would be seen").isTrue();
        assertThat(read("LICENSE")).contains("GNU AFFERO GENERAL PUBLIC LICENSE");
    }

    @Test
    void whoMayNotEnterWhereHeStandsWritesHisBackupNowhereElse(@TempDir Path place) throws Exception {
        var command = installed(place);
        assertThat(shell(place, "mkdir gone && cd gone && rmdir ../gone && exec " + command + " backup b --keys k")).as("in / he is refused").endsWith("in / admin backup b --keys k\n");
        assertThat(shell(place, "exec " + command + " backup b")).endsWith("in " + place.toRealPath() + " admin backup b\n");
    }

    @Test
    void whoAsksWhatTheCommandDoesStartsNothing(@TempDir Path place) throws Exception {
        var command = installed(place);
        for (var word : List.of("serve", "backup", "restore")) {
            assertThat(shell(place, "exec " + command + " " + word + " --help")).startsWith("Usage: filodiretto serve").doesNotContain("in /");
        }
    }

    /** The package's command over a Java that says where it stands and what it is told. */
    private static Path installed(Path place) throws IOException {
        var java = place.resolve("home/runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nwhile [ \"$1\" != admin ]; do shift; done\necho \"in $(pwd) $*\"\n");
        var command = Files.copy(Repository.ROOT.resolve("packaging/filodiretto"), place.resolve("home/filodiretto"));
        assertThat(java.toFile().setExecutable(true) && command.toFile().setExecutable(true)).isTrue();
        return command;
    }

    private static String shell(Path directory, String line) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("FILODIRETTO_SETTINGS", "/dev/null");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** The keys that publiccode.yml 0.7 requires, for a catalogue to take it, and the lists that name what is allowed. */
    @Test
    void publiccodeHasAllThatACatalogueRequires() {
        Map<String, Object> file = new Yaml().load(read("publiccode.yml"));
        assertThat(file).containsEntry("publiccodeYmlVersion", "0.7").containsKeys("name", "url", "platforms", "categories", "developmentStatus", "softwareType",
            "description", "legal", "maintenance", "localisation");
        assertThat(text(file, "url")).matches("https://\\S+\\.git");
        assertThat(Set.of("concept", "development", "beta", "stable", "obsolete")).contains(text(file, "developmentStatus"));
        assertThat(Set.of("standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend", "standalone/other", "addon", "library",
            "configurationFiles")).contains(text(file, "softwareType"));
        var italian = map(map(file.get("description")).get("it"));
        assertThat(text(italian, "shortDescription")).hasSizeBetween(1, 150);
        assertThat(text(italian, "longDescription").strip()).hasSizeBetween(150, 10_000);
        assertThat((List<?>) italian.get("features")).isNotEmpty().allSatisfy(it -> assertThat(it.toString()).hasSizeLessThan(100));
        assertThat(map(file.get("legal"))).containsEntry("license", "AGPL-3.0-or-later");
        var maintenance = map(file.get("maintenance"));
        assertThat(maintenance).containsEntry("type", "community").as("community and internal name whom to ask").containsKey("contacts");
        assertThat((List<?>) maintenance.get("contacts")).isNotEmpty().allSatisfy(it -> assertThat(map(it)).containsKey("name"));
        var localisation = map(file.get("localisation"));
        assertThat(localisation.get("localisationReady")).isInstanceOf(Boolean.class);
        assertThat((List<?>) localisation.get("availableLanguages")).asInstanceOf(InstanceOfAssertFactories.list(String.class))
            .as("as many as there are files of words").containsExactly("it", "en");
    }

    private static String text(Map<String, Object> from, String key) {
        return Objects.requireNonNull(from.get(key)).toString();
    }

    private static String read(String file) {
        return Repository.read(Repository.ROOT.resolve(file));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) Objects.requireNonNull(yaml);
    }
}
