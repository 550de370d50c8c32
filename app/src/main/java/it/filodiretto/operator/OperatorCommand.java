// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.RefusedAtStart;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** {@code bin/admin operator …}: the first person of a town, and a new password for who forgot theirs. */
@Component
@AdminCommand.Help("""
    operator add SLUG EMAIL "FULL NAME" ROLE…  a new operator; the password is made and shown once
    operator list SLUG                         who may enter, and as what
    operator roles EMAIL ROLE…                 these roles from now on, and no others
    operator password EMAIL                    a new password, shown once
    operator disable EMAIL                     may not enter any more
    operator enable EMAIL                      may enter again, with the password of before
    roles: AGENT SUPERVISOR EDITOR APPROVER ADMIN""")
class OperatorCommand implements AdminCommand {

    private static final String NOBODY = "Nobody who may enter has the e-mail ";

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
    public void run(List<String> arguments, PrintStream out) {
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "add" -> add(arguments, out);
            case "list" -> list(arguments, out);
            case "roles" -> roles(AdminCommand.required(arguments, 1), rolesFrom(arguments, 2), out);
            case "password" -> password(AdminCommand.required(arguments, 1), out);
            case "disable" -> disable(AdminCommand.required(arguments, 1), out);
            case "enable" -> enable(AdminCommand.required(arguments, 1), out);
            default -> throw new IllegalArgumentException("Say what to do");
        }
    }

    private void add(List<String> arguments, PrintStream out) {
        var town = town(arguments);
        var password = random();
        if (!operators.add(town.id(), AdminCommand.required(arguments, 2), AdminCommand.required(arguments, 3), password, rolesFrom(arguments, 4))) {
            throw new RefusedAtStart(arguments.get(2) + " has an account already: " + AdminCommand.typed("operator password " + arguments.get(2))
                + " makes a new password, " + AdminCommand.typed("operator enable " + arguments.get(2)) + " lets in again who was disabled.");
        }
        out.println(arguments.get(2) + " may enter " + town.fullName() + " with the password: " + password);
    }

    private void list(List<String> arguments, PrintStream out) {
        table.colleagues(town(arguments).id().value()).forEach(it -> out.println("%s  %s  %s".formatted(table.email(it.id().value()).orElse(""), it.name(),
            it.roles().stream().map(Role::name).sorted().collect(Collectors.joining(" ")))));
    }

    private void roles(String email, Set<Role> roles, PrintStream out) {
        if (!table.changeRoles(email.strip().toLowerCase(Locale.ROOT), roles)) {
            throw new RefusedAtStart(NOBODY + email + ".");
        }
        out.println(email + " enters anew, as " + roles.stream().map(Role::name).sorted().collect(Collectors.joining(", ")) + ".");
    }

    private Municipality town(List<String> arguments) {
        return municipalities.find(AdminCommand.required(arguments, 1))
            .orElseThrow(() -> new IllegalArgumentException("No municipality " + arguments.get(1) + " is served"));
    }

    private static Set<Role> rolesFrom(List<String> arguments, int first) {
        AdminCommand.required(arguments, first);
        return arguments.subList(first, arguments.size()).stream().map(Role::named).collect(Collectors.toSet());
    }

    private void password(String email, PrintStream out) {
        var password = random();
        if (!table.changePassword(email.strip().toLowerCase(Locale.ROOT), passwords.hash(password))) {
            throw new RefusedAtStart(NOBODY + email + "; who was disabled is let in again by: " + AdminCommand.typed("operator enable " + email));
        }
        out.println("New password of " + email + ": " + password);
    }

    private void disable(String email, PrintStream out) {
        if (!table.disable(email.strip().toLowerCase(Locale.ROOT))) {
            throw new RefusedAtStart(NOBODY + email + ".");
        }
        out.println(email + " may not enter any more.");
    }

    private void enable(String email, PrintStream out) {
        if (!table.enable(email.strip().toLowerCase(Locale.ROOT))) {
            throw new RefusedAtStart("Nobody with the e-mail " + email + " was disabled.");
        }
        out.println(email + " may enter again.");
    }

    private static String random() {
        var random = new byte[12];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
