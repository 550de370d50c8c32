// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** A rule about simple names. */
@NullMarked
final class NameCondition extends ArchCondition<JavaClass> {

    private final Pattern forbidden;

    private NameCondition(Pattern forbidden) {
        super("not be named " + forbidden);
        this.forbidden = forbidden;
    }

    static NameCondition notMatch(Pattern forbidden) {
        return new NameCondition(forbidden);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean fine = !forbidden.matcher(type.getSimpleName()).matches();
        events.add(new SimpleConditionEvent(type, fine, type.getName() + " is named like " + forbidden));
    }
}
