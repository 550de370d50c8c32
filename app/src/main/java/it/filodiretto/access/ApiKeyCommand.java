// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.RefusedAtStart;
import java.io.PrintStream;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code bin/admin api-key …}: the keys of programs. */
@Component
@AdminCommand.Help("""
    api-key create SLUG ROLE "WHAT FOR"   a key for one municipality, shown once
    api-key list                          the keys that count
    api-key revoke PUBLIC-PART            counts no more
    roles: AGENT SUPERVISOR EDITOR APPROVER ADMIN""")
class ApiKeyCommand implements AdminCommand {

    private final Municipalities municipalities;
    private final ApiKeys keys;

    ApiKeyCommand(Municipalities municipalities, ApiKeys keys) {
        this.municipalities = municipalities;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "api-key";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) {
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "create" -> create(arguments, out);
            case "list" -> keys.all().forEach(it -> out.println("%s  %s  %-10s %s  %s".formatted(it.open(), it.createdAt(), it.role(), slug(it), it.label())));
            case "revoke" -> revoke(AdminCommand.required(arguments, 1), out);
            default -> throw new IllegalArgumentException("Say what to do");
        }
    }

    private void create(List<String> arguments, PrintStream out) {
        var town = municipalities.find(AdminCommand.required(arguments, 1))
            .orElseThrow(() -> new IllegalArgumentException("No municipality " + arguments.get(1) + " is served"));
        out.println(keys.make(town.id(), Role.named(AdminCommand.required(arguments, 2)), AdminCommand.required(arguments, 3)));
    }

    private void revoke(String open, PrintStream out) {
        if (!keys.revoke(open)) {
            throw new RefusedAtStart("No key that counts has the public part " + open + ".");
        }
        out.println("The key " + open + " counts no more.");
    }

    private String slug(ApiKey key) {
        return municipalities.all().stream().filter(it -> it.id().equals(key.town())).findFirst().map(it -> it.slug()).orElse("(not served)");
    }
}
