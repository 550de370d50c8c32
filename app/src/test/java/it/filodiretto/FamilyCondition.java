// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** A rule about who uses tables: modules of one family alone, those that were parted from one another. */
@NullMarked
final class FamilyCondition extends ArchCondition<JavaClass> {

    private static final String ROOT = "it.filodiretto.";

    private final Set<String> open;

    private FamilyCondition(Set<String> open) {
        super("use tables of their own family of modules only");
        this.open = open;
    }

    /** @param open tables that are there for all */
    static FamilyCondition useNoTableOfAnother(Set<String> open) {
        return new FamilyCondition(open);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream().filter(it -> isTable(it.getTargetClass()) && !family(type).equals(family(it.getTargetClass())))
            .forEach(it -> events.add(SimpleConditionEvent.violated(type, it.getDescription())));
    }

    private boolean isTable(JavaClass type) {
        var name = HouseRulesTest.outermost(type);
        return type.getPackageName().startsWith(ROOT) && name.endsWith("Table") && !open.contains(name);
    }

    private static String family(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(ROOT) ? TablesTest.family(name.substring(ROOT.length())) : name;
    }
}
