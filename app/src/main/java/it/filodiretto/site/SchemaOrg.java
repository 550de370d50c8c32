// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import it.filodiretto.municipality.ContactChannel.Kind;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.Office;
import it.filodiretto.opening.DayHours;
import it.filodiretto.opening.UnusualDay;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The town's offices and contacts as search engines read them (schema.org). Only what the page shows is in it. */
final class SchemaOrg {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SchemaOrg() {}

    /** For a {@code <script type="application/ld+json">}: nothing in it can end the element. */
    static String of(Municipality town, List<ChannelLine> channels, Map<String, List<UnusualDay>> unusual, String url) {
        var body = JSON.createObjectNode().put("@context", "https://schema.org").put("@type", "GovernmentOrganization")
            .put("name", town.fullName()).put("url", url);
        body.putObject("areaServed").put("@type", "City").put("name", town.name());
        var points = body.putArray("contactPoint");
        channels.stream().filter(it -> it.shown() != null && it.isForTalking() && it.channel().kind() != Kind.DESK).forEach(it -> point(points.addObject(), it, unusual));
        var offices = body.putArray("department");
        town.offices().forEach(it -> office(offices.addObject(), town, it, channels, unusual));
        return body.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static void point(ObjectNode point, ChannelLine line, Map<String, List<UnusualDay>> unusual) {
        point.put("@type", "ContactPoint").put("contactType", "customer service").put("name", line.channel().name());
        point.putArray("availableLanguage").add("it");
        switch (line.channel().kind()) {
            case EMAIL -> point.put("email", line.shown());
            case PHONE, WHATSAPP -> point.put("telephone", line.shown());
            case VIRTUAL_PHONE -> {
                var link = line.link();
                if (link != null) {
                    point.put(link.startsWith("tel:") ? "telephone" : "url", link.startsWith("tel:") ? line.shown() : link);
                }
            }
            case FACEBOOK, MESSENGER, WEB_CHAT, WEB_FORM, NEWSLETTER, DESK -> point.put("url", line.shown());
        }
        var hours = point.putArray("hoursAvailable");
        hours(hours, line);
        special(hours, line.channel().timetable(), unusual);
    }

    private static void office(ObjectNode node, Municipality town, Office office, List<ChannelLine> channels, Map<String, List<UnusualDay>> unusual) {
        node.put("@type", "GovernmentOffice").put("name", office.name());
        if (office.place() != null) {
            node.putObject("address").put("@type", "PostalAddress").put("streetAddress", office.place()).put("addressLocality", town.name())
                .put("addressRegion", town.province()).put("addressCountry", "IT");
        }
        channels.stream().filter(it -> office.timetable().equals(it.channel().timetable())).findFirst()
            .ifPresent(it -> hours(node.putArray("openingHoursSpecification"), it));
        special(node.putArray("specialOpeningHoursSpecification"), office.timetable(), unusual);
    }

    /** Holidays and closures, day by day; from 00:00 to 00:00 is closed. */
    private static void special(ArrayNode hours, @Nullable String timetable, Map<String, List<UnusualDay>> unusual) {
        if (timetable == null) {
            return;
        }
        for (var day : unusual.getOrDefault(timetable, List.of())) {
            var open = day.hours().isEmpty() ? List.of(new DayHours(day.day().getDayOfWeek(), "0:00", "0:00")) : day.hours();
            open.forEach(it -> span(hours, it).put("validFrom", day.day().toString()).put("validThrough", day.day().toString()));
        }
    }

    private static void hours(ArrayNode hours, ChannelLine line) {
        for (var it : line.week()) {
            span(hours, it).put("dayOfWeek", "https://schema.org/" + it.day().name().charAt(0) + it.day().name().substring(1).toLowerCase(Locale.ROOT));
        }
    }

    private static ObjectNode span(ArrayNode hours, DayHours span) {
        return hours.addObject().put("@type", "OpeningHoursSpecification").put("opens", padded(span.opens()))
            .put("closes", span.closes().equals("24:00") ? "23:59" : padded(span.closes()));
    }

    private static String padded(String clock) {
        return clock.length() == 4 ? "0" + clock : clock;
    }
}
