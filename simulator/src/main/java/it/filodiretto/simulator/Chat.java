// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The talk of one telephone with one municipality's number; keeps the last 500 bubbles. */
public final class Chat {

    private static final int KEPT = 500;
    static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration FREE_ENTRY = Duration.ofHours(72);

    private final Network network;
    private final Phone phone;
    private final Account account;
    private final List<PhoneMessage> messages = new ArrayList<>();
    private volatile @Nullable Instant lastWritten;
    private @Nullable Instant cameByPost;
    private @Nullable Instant entryEnds;

    Chat(Network network, Phone phone, Account account) {
        this.network = network;
        this.phone = phone;
        this.account = account;
    }

    /** Writes a text. @return the id of the message */
    public String write(String text) {
        return network.send(this, text(text), text);
    }

    /** Answers a message by quoting it. */
    public String reply(String messageId, String text) {
        return network.send(this, quoting(text(text), messageId), text);
    }

    /** Taps the latest button with this title or id. @throws NoSuchElementException if no message shows one */
    public String tap(String button) {
        return tap(button, Json.object());
    }

    /** Likewise, with what was filled in where a flow asks. */
    String tap(String button, ObjectNode response) {
        for (var message : messages().reversed()) {
            for (var found : message.buttons()) {
                if (found.answers() && (found.title().equals(button) || found.value().equals(button))) {
                    return network.send(this, quoting(Tapped.message(found, phone, response), message.id()), said(found, response));
                }
            }
        }
        throw new NoSuchElementException("No button \"" + button + "\" in this chat");
    }

    private static String said(PhoneMessage.Button tapped, ObjectNode response) {
        return switch (tapped.action()) {
            case "location" -> "Posizione inviata";
            case "number" -> "Numero inviato";
            case "flow" -> tapped.title() + ": " + String.join(", ", response.valueStream().map(it -> it.asString("")).toList());
            default -> tapped.title();
        };
    }

    /** Writes in a group that the town hall's number is in; this telephone does not show it. */
    public String writeInGroup(String groupId, String text) {
        return network.send(this, text(text).put("group_id", groupId), text);
    }

    /** Puts an emoji on a message; an empty one takes it away. */
    public String react(String messageId, String emoji) {
        var message = Json.object().put("type", "reaction");
        message.putObject("reaction").put("message_id", messageId).put("emoji", emoji);
        return network.send(this, message, emoji);
    }

    public String location(double latitude, double longitude) {
        var message = Json.object().put("type", "location");
        message.putObject("location").put("latitude", latitude).put("longitude", longitude);
        return network.send(this, message, "Posizione inviata");
    }

    /** Sends a message of any kind: {@code type} and the object named like it; {@code text} is what the telephone shows. */
    public String send(ObjectNode message, String text) {
        return network.send(this, message, text);
    }

    /** Changes the words of a message of one's own. */
    public String edit(String messageId, String text) {
        var message = Json.object().put("type", "edit");
        message.putObject("edit").put("original_message_id", messageId).set("message", text(text));
        return network.send(this, message, text);
    }

    /** Takes a message of one's own back. */
    public String revoke(String messageId) {
        var message = Json.object().put("type", "revoke");
        message.putObject("revoke").put("original_message_id", messageId);
        return network.send(this, message, "Messaggio eliminato");
    }

    /** Sends the card of somebody. */
    public String contact(String name, String number) {
        var message = Json.object().put("type", "contacts");
        var card = message.putArray("contacts").addObject();
        card.putObject("name").put("formatted_name", name).put("first_name", name);
        card.putArray("phones").addObject().put("phone", number).put("wa_id", number.replaceAll("\\D", "")).put("type", "CELL");
        return network.send(this, message, "Contatto: " + name);
    }

    /** Writes after a tap on an advertisement or a post that leads to WhatsApp. */
    public String writeFromPost(String text, String headline) {
        var message = text(text);
        message.putObject("referral").put("source_url", "https://fb.me/simulatore").put("source_id", "120200000000000001")
                .put("source_type", "post").put("headline", headline).put("body", headline).put("media_type", "image")
                .put("image_url", "https://scontent.example.org/post.jpg").put("ctwa_clid", "ARsimulatore");
        return network.send(this, message, text);
    }

    /** Stops or resumes the business's marketing messages in WhatsApp's own settings; while stopped they fail with 131050. */
    public void marketing(boolean wanted) {
        network.marketing(this, wanted);
    }

    /** Sends a picture, a film, a voice, a document or a sticker. */
    public String attach(Attachment file) {
        return network.attach(this, file);
    }

    /** Rings the municipality's number. @return the id of the call */
    public String call() {
        return network.call(this);
    }

    /** What has arrived, oldest first; only what was delivered. */
    public List<PhoneMessage> received() {
        return messages().stream().filter(it -> !it.mine()).toList();
    }

    /** All bubbles, oldest first. */
    public synchronized List<PhoneMessage> messages() {
        return List.copyOf(messages);
    }

    /** When the person last wrote or called, by the simulator's clock. */
    public @Nullable Instant lastWritten() {
        return lastWritten;
    }

    boolean windowOpen(Instant now) {
        var last = lastWritten;
        return last != null && now.isBefore(last.plus(WINDOW));
    }

    /** The end of the 72 hours without price: an answer within 24 hours opens them; null = they are not open. */
    synchronized @Nullable Instant freeEntry(Instant now) {
        if (cameByPost != null && now.isBefore(cameByPost.plus(WINDOW))) {
            entryEnds = now.plus(FREE_ENTRY);
        }
        cameByPost = null;
        return entryEnds != null && now.isBefore(entryEnds) ? entryEnds : null;
    }

    synchronized void cameByPost(Instant at) {
        cameByPost = at;
    }

    void written(Instant at) {
        lastWritten = at;
    }

    /** @return false if it was there already */
    synchronized boolean show(PhoneMessage message) {
        if (messages.stream().anyMatch(it -> it.id().equals(message.id()))) {
            return false;
        }
        messages.add(message);
        if (messages.size() > KEPT) {
            messages.removeFirst();
        }
        return true;
    }

    synchronized void state(String messageId, String state) {
        messages.replaceAll(it -> it.id().equals(messageId) ? it.state(state) : it);
    }

    /** The application has taken this message of ours; it may have read it already. */
    synchronized void delivered(String messageId) {
        messages.replaceAll(it -> it.id().equals(messageId) && it.state().equals("sent") ? it.state("delivered") : it);
    }

    /** The words of a message, changed or taken back. */
    synchronized void reword(String messageId, String text) {
        messages.replaceAll(it -> it.id().equals(messageId) ? it.text(text) : it);
    }

    synchronized void reaction(String messageId, @Nullable String emoji) {
        messages.replaceAll(it -> it.id().equals(messageId) ? it.reaction(emoji) : it);
    }

    /** The business has seen this message of ours, and all before it. */
    synchronized boolean seen(String messageId) {
        if (messages.stream().noneMatch(it -> it.mine() && it.id().equals(messageId))) {
            return false;
        }
        var before = true;
        for (var index = 0; index < messages.size() && before; index++) {
            var message = messages.get(index);
            before = !message.id().equals(messageId);
            if (message.mine()) {
                messages.set(index, message.state("read"));
            }
        }
        return true;
    }

    public Phone phone() {
        return phone;
    }

    public Account account() {
        return account;
    }

    private static ObjectNode text(String text) {
        var message = Json.object().put("type", "text");
        message.putObject("text").put("body", text);
        return message;
    }

    private ObjectNode quoting(ObjectNode message, String messageId) {
        message.putObject("context").put("from", account.digits()).put("id", messageId);
        return message;
    }
}
