// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.noticeboard;

import it.filodiretto.municipality.Municipality;
import it.filodiretto.notice.AlertLevel;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeKind;
import it.filodiretto.notice.Relation;
import it.filodiretto.shared.XmlText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.output.Format;
import org.jdom2.output.LineSeparator;
import org.jdom2.output.XMLOutputter;
import org.jspecify.annotations.Nullable;

/**
 * A civil protection alert, or what follows one, in the Common Alerting Protocol 1.2 of OASIS. What nobody wrote is «Unknown» or
 * absent: the town relays, and adds no forecast of its own.
 *
 * @param kind of the first notice of its line: what follows does not repeat it
 * @param earlier what has left in its line before it, the oldest first
 * @param event «Allerta meteo»
 * @param headline the title, the drill's and the alert's word before it
 * @param description all that the page says, but for what to do
 * @param page where it stands
 */
record CapAlert(Municipality town, Notice notice, NoticeKind kind, Departed departed, List<Departed> earlier, String event, String headline,
        String description, String page) {

    private static final Namespace CAP = Namespace.getNamespace("urn:oasis:names:tc:emergency:cap:1.2");
    /** The protocol forbids «Z». */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final Duration SOON = Duration.ofHours(1);

    String xml() {
        var alert = new Element("alert", CAP);
        add(alert, "identifier", identifier(departed));
        add(alert, "sender", sender());
        add(alert, "sent", time(departed.at()));
        add(alert, "status", notice.content().details().drill() ? "Exercise" : "Actual");
        add(alert, "msgType", type());
        add(alert, "scope", "Public");
        add(alert, "references", earlier.stream().map(it -> sender() + "," + identifier(it) + "," + time(it.at())).collect(Collectors.joining(" ")));
        alert.addContent(info());
        return new XMLOutputter(Format.getPrettyFormat().setLineSeparator(LineSeparator.UNIX)).outputString(new Document(alert));
    }

    private Element info() {
        var content = notice.content();
        var info = new Element("info", CAP);
        add(info, "language", town.language().getLanguage() + "-IT");
        add(info, "category", category());
        add(info, "event", event);
        add(info, "responseType", isOver() ? "AllClear" : "");
        add(info, "urgency", urgency());
        add(info, "severity", severity());
        add(info, "certainty", certainty());
        add(info, "effective", time(departed.at()));
        add(info, "onset", time(content.details().from()));
        add(info, "expires", time(content.details().until()));
        add(info, "senderName", town.fullName());
        add(info, "headline", headline);
        add(info, "description", description);
        add(info, "instruction", content.details().whatToDo());
        add(info, "web", page);
        add(info, "contact", town.help().line());
        if (content.level() != null) {
            info.addContent(pair("parameter", "colore", colour(content.level())));
        }
        return info.addContent(area());
    }

    /** The town, and in words which part of it: of its hamlets no map is kept. */
    private Element area() {
        var content = notice.content();
        var area = new Element("area", CAP);
        var part = String.join(", ", content.districts());
        add(area, "areaDesc", town.fullName() + " (" + town.province() + ")" + (part.isEmpty() ? "" : ": " + part)
            + (content.details().place().isEmpty() ? "" : " – " + content.details().place()));
        return area.addContent(pair("geocode", "ISTAT", town.istatCode()));
    }

    private String type() {
        var following = notice.following();
        return following == null ? "Alert" : following.relation() == Relation.CANCELLATION ? "Cancel" : "Update";
    }

    private boolean isOver() {
        return notice.following() != null && notice.following().relation() == Relation.ALL_CLEAR;
    }

    private String category() {
        return switch (kind) {
            case WEATHER -> "Met";
            case WATER -> "Infra";
            case ROAD -> "Transport";
            case GENERAL, SCHOOL, DEADLINE, EVENT -> "Safety";
        };
    }

    private String urgency() {
        var from = notice.content().details().from();
        if (ends()) {
            return "Past";
        }
        return from == null ? "Unknown" : !from.isAfter(departed.at()) ? "Immediate" : from.isAfter(departed.at().plus(SOON)) ? "Future" : "Expected";
    }

    private String severity() {
        var level = notice.content().level();
        if (level == null) {
            return ends() ? "Minor" : "Unknown";
        }
        return switch (level) {
            case GREEN -> "Minor";
            case YELLOW -> "Moderate";
            case ORANGE -> "Severe";
            case RED -> "Extreme";
        };
    }

    private String certainty() {
        var from = notice.content().details().from();
        return ends() || from != null && !from.isAfter(departed.at()) ? "Observed" : from == null ? "Unknown" : "Likely";
    }

    private boolean ends() {
        return notice.following() != null && notice.following().relation().ends();
    }

    private static String colour(AlertLevel level) {
        return switch (level) {
            case GREEN -> "verde";
            case YELLOW -> "giallo";
            case ORANGE -> "arancione";
            case RED -> "rosso";
        };
    }

    /** Stays the same wherever the program moves. */
    private String sender() {
        return "urn:x-italian-pa:" + town.ipaCode();
    }

    private static String identifier(Departed departed) {
        return "urn:uuid:" + departed.id();
    }

    private String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at.atZone(town.zone()));
    }

    private static Element pair(String name, String of, String value) {
        var pair = new Element(name, CAP);
        add(pair, "valueName", of);
        add(pair, "value", value);
        return pair;
    }

    /** Nothing if there is nothing to say. */
    private static void add(Element to, String name, String said) {
        if (!said.isEmpty()) {
            to.addContent(new Element(name, CAP).setText(XmlText.of(said)));
        }
    }
}
