// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Component;

/** Lets tests in: keys for programs, accounts for people. */
@Component
@NullMarked
public class KeyMaker {

    public static final String PASSWORD = "una buona password";

    private final ApiKeys keys;
    private final Operators operators;

    KeyMaker(ApiKeys keys, Operators operators) {
        this.keys = keys;
        this.operators = operators;
    }

    /** The value of the header {@code Authorization}. */
    public String bearer(MunicipalityId town, Role role) {
        return "Bearer " + keys.make(town, role, "test");
    }

    /** The e-mail of a new operator, whose password is {@link #PASSWORD}. */
    public String operator(MunicipalityId town, Role role) {
        var email = "prova." + Ids.next() + "@town.example";
        operators.add(town, email, "Anna Prova", PASSWORD, Set.of(role));
        return email;
    }
}
