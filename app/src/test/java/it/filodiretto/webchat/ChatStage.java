// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.Town;
import it.filodiretto.Visitor;
import it.filodiretto.channel.Lanes;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.opening.OpeningHours;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** A town like Calenzano, its chat, and the hour that a test needs. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@NullMarked
public class ChatStage {

    /** A site that carries the chat. */
    public static final String SITE = "https://www.comune.calenzano.example";
    private static final Pattern TALK = Pattern.compile("/messaggi/([0-9a-f-]{36})");
    private static final Pattern KEY = Pattern.compile("name=\"chiave\" value=\"([^\"]+)\"");

    private final ChatLanes chats;
    private final Lanes lanes;
    private final Operators operators;
    private final OpeningHours hours;
    public final Conversations conversations;

    ChatStage(ChatLanes chats, Lanes lanes, Operators operators, OpeningHours hours, Conversations conversations) {
        this.chats = chats;
        this.lanes = lanes;
        this.operators = operators;
        this.hours = hours;
        this.conversations = conversations;
    }

    /** It is Tuesday, one with an ordinary day after it, at that time of the town. */
    public void at(Town town, LocalTime time) {
        town.like("calenzano");
        town.inTown(() -> lanes.declare(chats.laneOf(town.municipality()).orElseThrow(), chats.allowedIn(town.municipality())));
        var now = town.now().atZone(town.municipality().zone());
        var then = Stream.iterate(now.with(TemporalAdjusters.next(DayOfWeek.TUESDAY)).with(time), it -> it.plusWeeks(1))
            .filter(it -> isOrdinary(town, it) && isOrdinary(town, it.plusDays(1))).findFirst().orElseThrow();
        town.timePasses(Duration.between(now, then));
    }

    /** Neither a holiday nor one of the days about Christmas. */
    private boolean isOrdinary(Town town, ZonedDateTime day) {
        return town.inTown(() -> hours.at("urp", day.with(LocalTime.of(10, 0)).toInstant())).open() && day.getMonthValue() != 12;
    }

    /** Logged in, and so in the chat's eyes present. */
    public Visitor operator(Town town, int port) {
        return enter(town, port, "Anna Rossi", Role.AGENT);
    }

    public Visitor enter(Town town, int port, String name, Role role) {
        var email = "anna." + Ids.next() + "@comune.example";
        operators.add(town.id(), email, name, "una buona password", Set.of(role));
        var visitor = Visitor.of(port);
        visitor.login(email, "una buona password");
        return visitor;
    }

    /** At what time of the town it is. */
    ZonedDateTime now(Town town) {
        return town.now().atZone(town.municipality().zone());
    }

    /** It is ten in the morning, and an operator is there. */
    public Visitor opens(Town town, int port) {
        at(town, LocalTime.of(10, 0));
        return operator(town, port);
    }

    /** Of the only person who waits. @return the talk's page in the console */
    public String talk(Town town, Visitor operator) {
        var list = "/console/" + town.slug() + "/messaggi";
        var talk = TALK.matcher(operator.get(list).body());
        assertThat(talk.find()).as("somebody waits").isTrue();
        return list + "/" + talk.group(1);
    }

    /** As the plain page does. */
    public HttpResponse<String> say(Town town, Visitor who, String text) {
        var chat = "/" + town.slug() + "/chat";
        var key = KEY.matcher(who.get(chat).body());
        return who.postBare(chat, "testo=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&invio=" + Ids.next() + (key.find() ? "&chiave=" + key.group(1) : ""));
    }

    /** As the button's script does, from the site that carries it. @param below the chat's address */
    public HttpResponse<String> script(Town town, Visitor who, ChatKey key, String below, String json) {
        return who.postJson("/" + town.slug() + "/chat" + below, json, "Authorization", "Bearer " + key.value(), "Origin", SITE);
    }
}
