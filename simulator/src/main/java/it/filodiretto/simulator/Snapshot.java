// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Telephones, their bubbles, templates, numbers, fates and the app in one file, media beside it; written within a second after a change. */
final class Snapshot implements AutoCloseable {

    private final Path file;
    private final Parts parts;
    private final MediaFiles files;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulator-file").factory());

    Snapshot(Path file, Parts parts) {
        this.file = file;
        this.parts = parts;
        this.files = new MediaFiles(file, parts.media);
    }

    void start() {
        load();
        timer.scheduleWithFixedDelay(this::saveIfChanged, 1, 1, TimeUnit.SECONDS);
        // Subscriptions and settings of a number change without a word: now and then will do for them.
        timer.scheduleWithFixedDelay(this::save, 15, 15, TimeUnit.SECONDS);
    }

    void changed() {
        changed.set(true);
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            var json = Json.PLAIN.readTree(Files.readAllBytes(file));
            json.path("templates").forEach(it -> parts.templates.restore(template(it)));
            parts.templates.history().restore(json.path("template_history"));
            json.path("phones").forEach(this::phone);
            json.path("accounts").forEach(this::account);
            files.load(json.path("media"));
            if (json.has("app")) {
                parts.app.restore(json.path("app"));
            }
            if (json.has("fates")) {
                parts.fates.clear();
                json.path("fates").forEach(it -> parts.fates.set(FateJson.read(it.isObject() && it.path("number").isNull() ? ((ObjectNode) it).without("number") : it)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The file " + file + " cannot be read", failure);
        }
    }

    private static Template template(JsonNode it) {
        return new Template(
                Json.text(it, "id", ""), Json.text(it, "business", ""), Json.text(it, "name", ""), Json.text(it, "language", ""),
                Json.text(it, "category", ""), it.path("named").asBoolean(false), (ArrayNode) it.path("components"),
                Template.Status.valueOf(Json.text(it, "status", "")));
    }

    private void phone(JsonNode it) {
        var phone = parts.phone(Json.text(it, "number", ""), Json.text(it, "name"));
        phone.name(Json.text(it, "name", phone.name())).identity(Phone.Identity.valueOf(Json.text(it, "identity", "PHONE_AND_USER_ID")))
                .failsWith(it.path("fails_with").asInt(0)).power(it.path("on").asBoolean(true));
        it.path("pinned").forEach(id -> phone.pin(id.asString("")));
        it.path("chats").forEach(saved -> {
            if (parts.accounts.number(Json.text(saved, "account", "")) != null) {
                var chat = phone.chat(Json.text(saved, "account", ""));
                saved.path("messages").forEach(message -> chat.show(PhoneJson.read(message)));
                var last = Json.text(saved, "last_written");
                if (last != null) {
                    chat.written(Instant.parse(last));
                }
            }
        });
    }

    private void account(JsonNode it) {
        var account = parts.accounts.number(Json.text(it, "phone_number_id", ""));
        if (account != null) {
            AccountJson.restore(account, it);
        }
    }

    private void saveIfChanged() {
        if (changed.compareAndSet(true, false)) {
            save();
        }
    }

    private synchronized void save() {
        var json = Json.object();
        var templates = json.putArray("templates");
        parts.templates.all().forEach(it -> templates.addObject().put("id", it.id()).put("business", it.businessAccountId())
                .put("name", it.name()).put("language", it.language()).put("category", it.category()).put("named", it.named())
                .put("status", it.status().name()).set("components", it.components()));
        var phones = json.putArray("phones");
        parts.phones.all().forEach(it -> phones.add((JsonNode) write(it)));
        var accounts = json.putArray("accounts");
        var now = parts.clock.instant();
        parts.accounts.businesses().forEach(business -> business.accounts().forEach(it -> accounts.add((JsonNode) AccountJson.write(it, now))));
        json.set("app", parts.app.write());
        json.set("fates", FateJson.write(parts.fates.left()));
        json.set("template_history", parts.templates.history().write());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            files.write(json.putArray("media"));
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, Json.PLAIN.writeValueAsBytes(json));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            System.err.println("The simulator cannot write " + file + ": " + failure.getMessage());
        }
    }

    private static ObjectNode write(Phone phone) {
        var json = PhoneJson.write(phone);
        var pinned = json.putArray("pinned");
        phone.pinned().forEach(pinned::add);
        var chats = json.putArray("chats");
        for (var chat : phone.chats()) {
            var last = chat.lastWritten();
            var saved = chats.addObject().put("account", chat.account().phoneNumberId()).put("last_written", last == null ? null : last.toString());
            var messages = saved.putArray("messages");
            chat.messages().forEach(it -> messages.add((JsonNode) PhoneJson.write(it)));
        }
        return json;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        save();
    }
}
