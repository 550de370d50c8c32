// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import it.filodiretto.messaging.Provenance;
import it.filodiretto.messaging.Provenance.Forwarded;
import it.filodiretto.meta.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads where a message comes from: forwarded, or written after a tap on a post.
 *
 * <pre>{@code {"context":{"frequently_forwarded":true},
 *  "referral":{"source_type":"post","source_url":"https://fb.me/…","headline":"Torna il mercato","body":"…"}}}</pre>
 */
final class ProvenanceReader {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_ADDRESS = 2_000;

    private ProvenanceReader() {}

    static Optional<Provenance> read(JsonNode message) {
        var context = message.path("context");
        var forwarded = context.path("frequently_forwarded").asBoolean(false) ? Forwarded.OFTEN
            : context.path("forwarded").asBoolean(false) ? Forwarded.ONCE : Forwarded.NO;
        return Provenance.of(forwarded, source(message.path("referral")));
    }

    private static Provenance.@Nullable Source source(JsonNode referral) {
        if (referral.isEmpty()) {
            return null;
        }
        var headline = Fields.text(referral, "headline");
        var title = headline != null ? headline : Fields.text(referral, "body");
        var address = Fields.text(referral, "source_url");
        return new Provenance.Source("ad".equals(Fields.text(referral, "source_type")), ContentReader.shortened(title, LONGEST_TITLE),
            address == null || address.length() > LONGEST_ADDRESS ? null : address);
    }
}
