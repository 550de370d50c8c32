// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.intake.BadElement;
import it.filodiretto.intake.ContentReader;
import it.filodiretto.intake.InboundReader;
import it.filodiretto.intake.StatusReader;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.meta.BodySyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.json.JsonMapper;

/** Whatever Meta or somebody in Meta's name writes, the reader either understands it, says that it is bad, or finds nothing in it. */
class ReaderPropertyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 3_000)
    void aMangledBodyIsReadOrRefusedElementByElement(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var names = GoldenPayloadTest.cases().toList();
        var body = new Mutation(random).of(Files.readAllBytes(GoldenPayloadTest.FOLDER.resolve(names.get(random.nextInt(names.size())) + ".json")), "wamid." + seed);
        if (BodySyntax.check(body, body.length) == BodySyntax.Verdict.MALFORMED) {
            return;
        }
        for (var element : WebhookBody.elements(new WebhookCall(new UUID(0, 0), Instant.EPOCH, false, null, new byte[0]), body)) {
            try {
                if ("messages".equals(element.kind())) {
                    InboundReader.read(element).ifPresent(it -> staysTheSame(it.content()));
                } else if ("statuses".equals(element.kind())) {
                    StatusReader.read(element);
                }
            } catch (BadElement e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Property(tries = 500)
    void onlyATextIsEverATextHoweverItIsWritten(@ForAll @StringLength(min = 1, max = 200) String words) {
        for (var type : new String[] {"image", "document", "button", "reaction", "edit", "location", "contacts", "sticker", "order", "telepathy"}) {
            var message = JSON.createObjectNode().put("type", type);
            message.putObject(type).put("id", "1").put("message_id", "m").put("original_message_id", "m").put("caption", words).put("text", words)
                .put("payload", words).put("emoji", words).put("name", words).put("filename", words)
                .putObject("message").put("type", "text").putObject("text").put("body", words);
            assertThat(ContentReader.read(message)).isNotInstanceOf(InboundContent.Text.class);
        }
    }

    /** As the database keeps it. */
    private static void staysTheSame(InboundContent content) {
        assertThat(JSON.readValue(JSON.writeValueAsString(content), InboundContent.class)).isEqualTo(content);
        assertThat(content.words()).isNotNull();
    }
}
