// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One WhatsApp number of one town hall, as Meta keeps it. */
public final class Account {

    private final Business business;
    private final String phoneNumberId;
    private final String displayNumber;
    private final String digits;
    private final String name;
    private final List<URI> webhooks;
    private final String slug;
    private final Map<Long, Long> pairs = new ConcurrentHashMap<>();
    private final Pace pace = new Pace();
    private final Registration registration = new Registration();
    private final ShortLinks links = new ShortLinks();
    private final BlockList blocked = new BlockList();
    private final Bill bill = new Bill();
    private final Map<String, JsonNode> shown = new ConcurrentHashMap<>();
    private volatile boolean coexistence;
    private volatile @Nullable URI override;
    private volatile String calling = "NOT_SET";
    private volatile String throughput = "STANDARD";
    private volatile String quality = "GREEN";
    private volatile ObjectNode profile = Json.object().put("messaging_product", "whatsapp");

    Account(Business business, AccountEntry entry, List<URI> webhooks) {
        this.business = business;
        this.phoneNumberId = entry.phoneNumberId();
        this.displayNumber = entry.displayNumber();
        this.digits = entry.displayNumber().replaceAll("\\D", "");
        this.name = entry.name();
        this.slug = entry.slug();
        this.webhooks = List.copyOf(webhooks);
    }

    public String phoneNumberId() {
        return phoneNumberId;
    }

    public String businessAccountId() {
        return business.id();
    }

    public String portfolioId() {
        return business.portfolio();
    }

    /** As people read it: {@code +39 342 7777361}. */
    public String displayNumber() {
        return displayNumber;
    }

    public String name() {
        return name;
    }

    /** Whether an app has subscribed to this number's business account. */
    public boolean subscribed() {
        return business.subscribed();
    }

    /** Meta's {@code calling.status}: {@code NOT_SET}, {@code ENABLED} or {@code DISABLED}. */
    public String calling() {
        return calling;
    }

    /** False: every send answers 133010. */
    public void registered(boolean yes) {
        registration.registered(yes);
    }

    public boolean registered() {
        return registration.registered();
    }

    /** {@code STANDARD}, {@code HIGH} or {@code NOT_APPLICABLE}, as the field {@code throughput} shows it. */
    public void throughput(String level) {
        throughput = level;
    }

    /** {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}. */
    public void quality(String rating) {
        quality = rating;
    }

    /** Shared with the app on the office's telephone: 20 messages a second, whatever the rules say. */
    public void coexistence(boolean yes) {
        coexistence = yes;
    }

    boolean coexistence() {
        return coexistence;
    }

    /** What Graph shows in this field of the number, whatever is true; a JSON null shows the truth again. */
    public void show(String field, JsonNode value) {
        if (value.isNull()) {
            shown.remove(field);
        } else {
            shown.put(field, value);
        }
    }

    Map<String, JsonNode> shown() {
        return shown;
    }

    Registration registration() {
        return registration;
    }

    ShortLinks links() {
        return links;
    }

    BlockList blocked() {
        return blocked;
    }

    Bill bill() {
        return bill;
    }

    @Nullable URI override() {
        return override;
    }

    void override(@Nullable URI address) {
        override = address;
    }

    String throughput() {
        return throughput;
    }

    String quality() {
        return quality;
    }

    void calling(String status) {
        calling = status;
    }

    Business business() {
        return business;
    }

    String slug() {
        return slug;
    }

    String digits() {
        return digits;
    }

    /** Its own webhook addresses; empty = the simulator's. */
    List<URI> webhooks() {
        return webhooks;
    }

    /** When each person may be written to again, by number: the pair limit's theoretical arrival times. */
    Map<Long, Long> pairs() {
        return pairs;
    }

    Pace pace() {
        return pace;
    }

    ObjectNode profile() {
        return profile;
    }

    void profile(@Nullable ObjectNode changed) {
        if (changed != null) {
            profile = changed;
        }
    }
}
