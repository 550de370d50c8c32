// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The four people of each town who may enter the demonstration with the password «demo», from this machine only. The profile is
 * asked at start and not by a condition: a prepared context serves every installation ({@code PreparedStart}).
 */
@Component
@Order(0)
class DemoOperators implements ApplicationRunner {

    private final Municipalities municipalities;
    private final Operators operators;
    private final boolean demonstration;

    DemoOperators(Municipalities municipalities, Operators operators, Environment environment) {
        this.municipalities = municipalities;
        this.operators = operators;
        this.demonstration = environment.matchesProfiles("demo");
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (demonstration) {
            municipalities.all().forEach(this::add);
        }
    }

    private void add(Municipality town) {
        add(town, "operatore", "Anna Rossi", Role.AGENT);
        add(town, "redazione", "Luca Bianchi", Role.EDITOR);
        add(town, "approva", "Marta Vieri", Role.APPROVER);
        add(town, "admin", "Dario Fabbri", Role.ADMIN);
    }

    private void add(Municipality town, String account, String name, Role role) {
        operators.addForDemonstration(town.id(), account + "@" + town.slug() + ".example", name, Set.of(role));
    }
}
