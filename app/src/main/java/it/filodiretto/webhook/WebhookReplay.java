// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import it.filodiretto.database.Node;
import it.filodiretto.shared.AdminCommand;
import java.io.PrintStream;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** {@code bin/admin webhook-replay}: elements that were set aside, and another try for them once the cause is mended. */
@Component
@AdminCommand.Help("""
    webhook-replay list   shows the webhook elements that could not be handled, with the reason
    webhook-replay ID     handles this one again
    webhook-replay all    handles all of them again, oldest first""")
class WebhookReplay implements AdminCommand {

    private final SetAsideTable setAside;
    private final WebhookBatch batch;
    private final Node node;

    WebhookReplay(SetAsideTable setAside, WebhookBatch batch, Node node) {
        this.setAside = setAside;
        this.batch = batch;
        this.node = node;
    }

    @Override
    public String name() {
        return "webhook-replay";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("One argument: list, all, or the id of an element");
        }
        var waiting = setAside.waiting();
        switch (arguments.getFirst()) {
            case "list" -> {
                waiting.forEach(it -> out.printf("%s  %s  %s  %s  %s%n", it.id(), it.at().toInstant(), it.field(), it.place(), it.error()));
                out.println(waiting.size() + " waiting");
            }
            case "all" -> waiting.forEach(it -> replay(it, out));
            default -> {
                var id = id(arguments.getFirst());
                replay(waiting.stream().filter(it -> it.id().equals(id)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No element waits with the id " + id)), out);
            }
        }
    }

    /** @return whether all of it was handled now */
    boolean replay(SetAsideTable.Element element, PrintStream out) {
        var body = setAside.body(element.id()).orElseThrow();
        try {
            for (var part : WebhookBody.elements(new WebhookCall(element.call(), element.at().toInstant(), true, element.speaksFor(), new byte[0]), body)) {
                batch.handleAlone(part, node.name() + " replay");
            }
            setAside.replayed(element.id());
            out.println(element.id() + "  handled");
            return true;
        } catch (RuntimeException e) {
            out.println(element.id() + "  still fails: " + SetAsideTable.describe(e));
            return false;
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("Not the id of an element: " + text);
        }
    }
}
