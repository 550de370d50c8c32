// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The four people of each town who may enter the demonstration with the password «demo», from this machine only. */
@Component
@Profile("demo")
@Order(0)
class DemoOperators implements ApplicationRunner {

    private final Municipalities municipalities;
    private final Operators operators;

    DemoOperators(Municipalities municipalities, Operators operators) {
        this.municipalities = municipalities;
        this.operators = operators;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        municipalities.all().forEach(this::add);
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
