// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.joining;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.vault.Vault;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Links that stand for one person of the current municipality for a while: who has the link is taken for her, because it was
 * sent to her telephone. Sealed: nothing can be read from one, and none can be made up.
 */
@Component
public class PersonalLinks {

    /** What a link is for, and how long it works. */
    public enum Purpose {
        /** Topics, districts, leaving. */
        PREFERENCES("preferenze", Duration.ofDays(30)),
        /** To register who wrote first. */
        REGISTRATION("registrazione", Duration.ofDays(7)),
        /** The number, for who has registered. */
        NUMBER("registrazione/numero", Duration.ofHours(24));

        private final String noun;
        private final Duration life;

        Purpose(String noun, Duration life) {
            this.noun = noun;
            this.life = life;
        }

        public Duration life() {
            return life;
        }
    }

    private final Vault vault;
    private final Municipalities municipalities;
    private final Citizens citizens;
    private final Clock clock;
    private final String publicUrl;

    PersonalLinks(Vault vault, Municipalities municipalities, Citizens citizens, Clock clock, @Value("${filodiretto.public-url}") String publicUrl) {
        this.vault = vault;
        this.municipalities = municipalities;
        this.citizens = citizens;
        this.clock = clock;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** Where such a link leads, to be shown to a clerk: it opens nothing. */
    String ofNobody(Purpose purpose) {
        return publicUrl + "/" + municipalities.current().slug() + "/" + purpose.noun + "/…";
    }

    /** The whole address. */
    public String link(Purpose purpose, CitizenId citizen) {
        return publicUrl + "/" + municipalities.current().slug() + "/" + purpose.noun + "/" + token(purpose, citizen);
    }

    /** Its last part. */
    public String token(Purpose purpose, CitizenId citizen) {
        var plain = ByteBuffer.allocate(24).putLong(citizen.value().getMostSignificantBits()).putLong(citizen.value().getLeastSignificantBits())
            .putLong(clock.instant().plus(purpose.life).getEpochSecond());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(plain.array(), context(purpose)));
    }

    /** Who she is now, who may have become one with somebody since. Empty if it is none of this town and purpose, has expired, or she was erased. */
    public Optional<CitizenId> read(Purpose purpose, String token) {
        try {
            var plain = ByteBuffer.wrap(vault.open(Base64.getUrlDecoder().decode(token), context(purpose)));
            var citizen = new CitizenId(new UUID(plain.getLong(), plain.getLong()));
            return Instant.ofEpochSecond(plain.getLong()).isAfter(clock.instant()) ? citizens.present(citizen) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private static String context(Purpose purpose) {
        return "link." + purpose + "." + CurrentMunicipality.require();
    }
}
