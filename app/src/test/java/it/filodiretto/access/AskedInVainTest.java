// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Ids;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What programs and citizens ask for and is not theirs, or not there: a line in the log, which opens nothing. */
@TownTest
@NullMarked
class AskedInVainTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town otherTown;
    @Autowired ApiKeys keys;
    private final Logger log = (Logger) LoggerFactory.getLogger(TownFilter.class);
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    @BeforeEach
    void listen() {
        seen.start();
        log.addAppender(seen);
    }

    @AfterEach
    void stop() {
        log.detachAppender(seen);
    }

    @Test
    void aTownsKeyThatTriesAnotherTownIsWrittenDownAndTheKeyIsNot() {
        var key = keys.make(otherTown.id(), Role.ADMIN, "prova");
        assertThat(Visitor.of(port).get("/api/v1/municipalities/" + town.slug() + "/broadcasts", "Authorization", "Bearer " + key).statusCode()).isEqualTo(404);
        assertThat(lines()).singleElement().asString().startsWith("WARN").contains(otherTown.id().value().toString(), town.slug()).doesNotContain(key.split("_")[1], key.split("_")[2]);
    }

    @Test
    void aCitizensPageThatIsNotThereIsWrittenDownAndNoCodeEverIs() {
        var citizen = Visitor.of(port);
        var notice = Ids.next().toString();
        var file = Ids.next().toString();
        for (var path : List.of("/avvisi/" + notice, "/chat/file/" + file + "/miniatura")) {
            assertThat(citizen.get("/" + town.slug() + path).statusCode()).as(path).isEqualTo(404);
        }
        for (var path : List.of("/richiamata/CA-3F7H-52", "/chat/trascrizione/CA-3F7H-52", "/preferenze/" + Ids.next(), "/registrazione/" + Ids.next())) {
            citizen.get("/" + town.slug() + path);
        }
        assertThat(lines()).satisfiesExactly(it -> assertThat(it).startsWith("INFO").contains(notice), it -> assertThat(it).startsWith("INFO").contains(file));
        assertThat(seen.list).noneMatch(it -> it.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private List<String> lines() {
        return seen.list.stream().map(it -> it.getLevel() + " " + it.getFormattedMessage() + " " + it.getKeyValuePairs()).toList();
    }
}
