// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.citizen.Address;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.WhatsAppIdentity;
import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.sending.Deliveries;
import it.filodiretto.shared.PhoneNumber;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Writes down numbers and user ids that came together in statuses and answers, or by a quoted message of ours, so that a person who one day comes without
 * the number is known. Gently, some hundred a second and beside the work: what is lost at a stop comes again.
 */
@Component
public class IdentityLinks {

    private static final Logger log = LoggerFactory.getLogger(IdentityLinks.class);
    private static final int MOST_WAITING = 50_000;
    private static final int MOST_REMEMBERED = 200_000;
    private static final int AT_ONCE = 500;

    private final Citizens citizens;
    private final Deliveries deliveries;
    private final ArrayBlockingQueue<Link> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Set<Long> known = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }));

    IdentityLinks(Citizens citizens, Deliveries deliveries) {
        this.citizens = citizens;
        this.deliveries = deliveries;
    }

    private record Link(MunicipalityId town, PhoneNumber phone, String userId) {}

    /** By Meta's own spelling of both: every report brings a pair, and nearly all of them are known and need not be read. */
    private static long mark(MunicipalityId town, String waId, String userId) {
        return (long) waId.hashCode() << 32 ^ userId.hashCode() ^ town.hashCode() * 31L;
    }

    /** Nothing unless both are there, and are what they should be. */
    public void learn(MunicipalityId town, @Nullable String waId, @Nullable String userId) {
        if (waId == null || userId == null || !known.add(mark(town, waId, userId))) {
            return;
        }
        var phone = InboundReader.phone(waId);
        if (phone != null && UserIdForm.matches(userId) && !waiting.offer(new Link(town, phone, userId))) {
            known.remove(mark(town, waId, userId));
        }
    }

    /**
     * The author, with what a quoted message of ours tells: whoever answers it is whom it was sent to. In the caller's transaction.
     *
     * @param quoted the channel's id of what is answered; null: nothing
     */
    WhatsAppIdentity withQuoted(WhatsAppIdentity author, @Nullable String quoted) {
        if (quoted == null || author.phone() != null && author.userId() != null) {
            return author;
        }
        return deliveries.find(quoted).map(it -> citizens.addresses(List.of(it.citizen())).get(it.citizen())).map(it -> together(author, it)).orElse(author);
    }

    /** Nothing where the two are known by different numbers or ids: somebody else holds the telephone, or has the number now. */
    private static WhatsAppIdentity together(WhatsAppIdentity author, Address addressee) {
        boolean different = author.phone() != null && addressee.phone() != null || author.userId() != null && addressee.userId() != null;
        return different ? author : new WhatsAppIdentity(author.phone() != null ? author.phone() : addressee.phone(),
            author.userId() != null ? author.userId() : addressee.userId(), author.profileName());
    }

    /** Meta's own spelling of a number that we wrote to; rare, so at once. */
    public void respelled(MunicipalityId town, PhoneNumber was, PhoneNumber now) {
        try {
            CurrentMunicipality.inTown(town, () -> citizens.respelled(was, now));
        } catch (RuntimeException e) {
            log.atInfo().addKeyValue("cause", e.getClass().getSimpleName()).log("Another spelling of a number was not written down; it comes again with the next message");
        }
    }

    /** From {@code contacts[]} of whatever change. */
    public void learnContacts(MunicipalityId town, JsonNode change) {
        for (var contact : Fields.list(change, "contacts")) {
            learn(town, Fields.text(contact, "wa_id"), Fields.text(contact, "user_id"));
        }
    }

    /** Writes some of them; for a timer. */
    public void writeSome() {
        var byTown = new HashMap<MunicipalityId, Map<PhoneNumber, String>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            byTown.computeIfAbsent(next.town(), _ -> new HashMap<>()).put(next.phone(), next.userId());
        }
        byTown.forEach((town, links) -> {
            try {
                CurrentMunicipality.inTown(town, () -> {
                    citizens.link(links);
                });
            } catch (RuntimeException e) {
                log.atInfo().addKeyValue("links", links.size()).addKeyValue("cause", e.getClass().getSimpleName())
                    .log("Numbers and user ids were not linked; they will come again");
                links.forEach((phone, userId) -> known.remove(mark(town, phone.digits(), userId)));
            }
        });
    }
}
