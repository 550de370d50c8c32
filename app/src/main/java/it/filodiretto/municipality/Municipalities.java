// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The municipalities that this installation serves: those whose profiles it found at start. One whose profile has vanished
 * keeps its rows in the database, and is not served.
 */
@Component
public class Municipalities {

    private static final Logger log = LoggerFactory.getLogger(Municipalities.class);

    private final Map<String, Municipality> bySlug = new ConcurrentSkipListMap<>();
    private final Map<MunicipalityId, Municipality> byId = new ConcurrentHashMap<>();

    Municipalities(TownSource source, MunicipalityTable table) {
        source.towns().forEach(this::admit);
        var unserved = table.slugs().stream().filter(it -> !bySlug.containsKey(it)).toList();
        if (!unserved.isEmpty()) {
            log.warn("Municipalities of the database are not served, because their profiles are missing: {}", String.join(", ", unserved));
        }
        log.info("Municipalities served: {}", String.join(", ", bySlug.keySet()));
    }

    /** In the order of their slugs. */
    public Collection<Municipality> all() {
        return List.copyOf(bySlug.values());
    }

    public Optional<Municipality> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    /** @throws IllegalArgumentException if it is not served */
    public Municipality byId(MunicipalityId id) {
        return Optional.ofNullable(byId.get(id))
            .orElseThrow(() -> new IllegalArgumentException("No municipality with the id " + id + " is served"));
    }

    /** The one whose WhatsApp number this is, by Meta's id of the number. */
    public Optional<Municipality> findByPhoneNumberId(String phoneNumberId) {
        return bySlug.values().stream()
            .filter(it -> it.whatsapp() != null && it.whatsapp().phoneNumberId().equals(phoneNumberId)).findFirst();
    }

    /** @throws IllegalStateException outside of any municipality's scope */
    public Municipality current() {
        return byId(CurrentMunicipality.require());
    }

    /** Serves one more; tests take in towns of their own. */
    Municipality admit(Municipality town) {
        bySlug.put(town.slug(), town);
        byId.put(town.id(), town);
        return town;
    }
}
