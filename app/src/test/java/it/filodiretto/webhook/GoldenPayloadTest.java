// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.intake.BadElement;
import it.filodiretto.intake.InboundReader;
import it.filodiretto.intake.ReadMessage;
import it.filodiretto.intake.StatusReader;
import it.filodiretto.intake.WebhookElement;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.meta.BodySyntax;
import it.filodiretto.meta.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case of Meta's payloads is a file, {@code whatsapp/<case>.json}, and beside it what we read in it. A surprise in
 * production becomes a file first.
 */
class GoldenPayloadTest {

    static final Path FOLDER = Path.of("src/test/resources/whatsapp");
    private static final Instant ARRIVAL = Instant.parse("2027-01-01T00:00:00Z");
    private static final String OUR_NUMBER = "390564000001";

    static Stream<String> cases() throws IOException {
        return Files.list(FOLDER).map(it -> it.getFileName().toString()).filter(it -> it.endsWith(".json"))
            .map(it -> it.substring(0, it.length() - 5)).sorted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachCaseIsReadAsTheFileBesideItSays(String name) throws IOException {
        var body = Files.readAllBytes(FOLDER.resolve(name + ".json"));
        assertThat(BodySyntax.check(body, body.length)).isNotEqualTo(BodySyntax.Verdict.MALFORMED);
        assertThat(read(body)).isEqualTo(Files.readString(FOLDER.resolve(name + ".txt")).strip().lines().toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anElementSetAsideReadsTheSameWhenItIsReplayed(String name) throws IOException {
        var body = Files.readAllBytes(FOLDER.resolve(name + ".json"));
        for (var element : elements(body)) {
            assertThat(read(element.asBody())).isEqualTo(List.of(describe(element)));
        }
    }

    private static List<String> read(byte[] body) {
        return elements(body).stream().map(GoldenPayloadTest::describe).toList();
    }

    private static List<WebhookElement> elements(byte[] body) {
        return WebhookBody.elements(new WebhookCall(new UUID(0, 0), ARRIVAL, false, null, new byte[0]), body);
    }

    private static String describe(WebhookElement element) {
        try {
            if ("messages".equals(element.kind())) {
                checkNumber(element);
                return InboundReader.read(element).map(GoldenPayloadTest::describe)
                    .orElseGet(() -> "nothing: " + (Fields.text(element.node(), "group_id") != null ? "group" : Fields.text(element.node(), "type")));
            }
            if ("statuses".equals(element.kind())) {
                checkNumber(element);
                return StatusReader.read(element).map(it -> "status " + it.externalId() + " " + it.status() + " at " + it.at()
                    + " of " + (it.id() == null ? "-" : it.id().id()) + (it.code() == null ? "" : " code " + it.code())).orElse("nothing: status");
            }
            if (element.field().isEmpty()) {
                throw new BadElement("Not a change of a WhatsApp account: no entry[].changes[].field");
            }
            WebhookBody.requireLists(element);
            return "change " + element.field() + " of " + element.account();
        } catch (BadElement e) {
            return "bad: " + e.getMessage();
        }
    }

    private static void checkNumber(WebhookElement element) {
        if (!element.requirePhoneNumberId().equals(OUR_NUMBER)) {
            throw new BadElement("No municipality here has the number " + element.phoneNumberId());
        }
    }

    private static String describe(ReadMessage message) {
        var author = message.author();
        var content = switch (message.content()) {
            case InboundContent.Text text -> "Text " + text.body();
            case InboundContent.Tap tap -> "Tap " + tap.id() + " " + tap.title();
            case InboundContent.Other other -> "Other " + other.type() + " " + other.name();
            case InboundContent.Thing _, InboundContent.Remark _, InboundContent.Call _, InboundContent.OwnNumber _, InboundContent.IdentityChange _ -> message.content().toString();
        };
        return "message " + message.externalId() + " by " + (author.phone() == null ? "-" : author.phone().e164()) + " "
            + (author.userId() == null ? "-" : author.userId()) + " «" + (author.profileName() == null ? "-" : author.profileName()) + "» at "
            + (message.writtenAt().equals(ARRIVAL) ? "arrival" : message.writtenAt()) + ": " + content
            + (message.quoted() == null ? "" : " quoting " + message.quoted())
            + (message.provenance() == null ? "" : (", " + message.provenance().words() + " " + message.provenance().link()).strip());
    }
}
