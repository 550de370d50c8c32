// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.RefusedAtStart;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code bin/admin operator …}: the first person of a town, and a new password for who forgot theirs. */
@Component
class OperatorCommand implements AdminCommand {

    private final Municipalities municipalities;
    private final Operators operators;
    private final OperatorTable table;
    private final Passwords passwords;

    OperatorCommand(Municipalities municipalities, Operators operators, OperatorTable table, Passwords passwords) {
        this.municipalities = municipalities;
        this.operators = operators;
        this.table = table;
        this.passwords = passwords;
    }

    @Override
    public String name() {
        return "operator";
    }

    @Override
    public String help() {
        return """
            operator add SLUG EMAIL "FULL NAME" ROLE   a new operator; the password is made and shown once
            operator password EMAIL                    a new password, shown once
            operator disable EMAIL                     may not enter any more
            roles: AGENT EDITOR APPROVER ADMIN""";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) {
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "add" -> add(arguments, out);
            case "password" -> password(required(arguments, 1), out);
            case "disable" -> disable(required(arguments, 1), out);
            default -> throw new IllegalArgumentException("Say what to do");
        }
    }

    private void add(List<String> arguments, PrintStream out) {
        var town = municipalities.find(required(arguments, 1))
            .orElseThrow(() -> new IllegalArgumentException("No municipality " + arguments.get(1) + " is served"));
        var password = random();
        if (!operators.add(town.id(), required(arguments, 2), required(arguments, 3), password, Set.of(role(required(arguments, 4))))) {
            throw new RefusedAtStart(arguments.get(2) + " has an account already: bin/admin operator password " + arguments.get(2) + " makes a new password.");
        }
        out.println(arguments.get(2) + " may enter " + town.fullName() + " with the password: " + password);
    }

    private void password(String email, PrintStream out) {
        var password = random();
        if (!table.changePassword(email.strip().toLowerCase(Locale.ROOT), passwords.hash(password))) {
            throw new RefusedAtStart("Nobody has the e-mail " + email + ".");
        }
        out.println("New password of " + email + ": " + password);
    }

    private void disable(String email, PrintStream out) {
        if (!table.disable(email.strip().toLowerCase(Locale.ROOT))) {
            throw new RefusedAtStart("Nobody who may enter has the e-mail " + email + ".");
        }
        out.println(email + " may not enter any more.");
    }

    static String required(List<String> arguments, int at) {
        if (arguments.size() <= at) {
            throw new IllegalArgumentException("Something is missing after: " + String.join(" ", arguments));
        }
        return arguments.get(at);
    }

    static Role role(String word) {
        try {
            return Role.valueOf(word);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("No role " + word + ": there are AGENT, EDITOR, APPROVER, ADMIN");
        }
    }

    private static String random() {
        var random = new byte[12];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
