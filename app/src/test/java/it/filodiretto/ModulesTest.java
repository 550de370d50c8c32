// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The architecture is a test: who may use whom, and whether the picture shows what there is. */
@NullMarked
class ModulesTest {

    /** The simulator is a program of its own, which only the tests have beside them. */
    private static final ApplicationModules MODULES =
        ApplicationModules.of(Filodiretto.class, JavaClass.Predicates.resideInAPackage("it.filodiretto.simulator.."));

    @Test
    void modulesUseEachOtherOnlyAsTheirDoorsAllow() {
        MODULES.verify();
    }

    @Test
    void thePictureShowsTheModulesThereAre() {
        var page = Repository.read(Repository.ROOT.resolve("docs/ARCHITECTURE.md"));
        var picture = page.substring(page.indexOf("```") + 3, page.indexOf("```", page.indexOf("```") + 3));
        var drawn = Pattern.compile("\\[(\\w+)]").matcher(picture).results().map(it -> it.group(1)).collect(Collectors.toCollection(TreeSet::new));
        var found = MODULES.stream().map(it -> it.getIdentifier().toString()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).isEqualTo(found);
    }

    @Test
    void theTableOfModulesNamesEachOnce() {
        var page = Repository.read(Repository.ROOT.resolve("docs/ARCHITECTURE.md"));
        assertThat(MODULES.stream().map(it -> it.getIdentifier().toString()))
            .allSatisfy(it -> assertThat(page.lines().filter(line -> line.startsWith("| `" + it + "` |"))).as(it).hasSize(1));
    }
}
