// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscriber;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.subscription.Subscriptions;
import it.filodiretto.wording.Topics;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How many subscribers there are, and how that came about, month by month. */
@Component
@Transactional(readOnly = true)
class Growth {

    private static final int MONTHS = 12;

    private final GrowthTable table;
    private final Subscriptions subscriptions;
    private final Topics topics;
    private final Municipalities municipalities;
    private final Clock clock;

    Growth(GrowthTable table, Subscriptions subscriptions, Topics topics, Municipalities municipalities, Clock clock) {
        this.table = table;
        this.subscriptions = subscriptions;
        this.topics = topics;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    /** All of the town: twelve months, the present one at the end; months before anybody came are left out. */
    GrowthChart ofTown() {
        var steps = table.steps(municipalities.current().zone());
        var present = YearMonth.from(today());
        int people = 0;
        var months = new ArrayList<GrowthChart.Month>();
        var first = steps.isEmpty() ? present : YearMonth.from(steps.getFirst().day());
        for (var month = first; !month.isAfter(present); month = month.plusMonths(1)) {
            int joined = 0;
            int left = 0;
            for (var step : steps) {
                boolean here = YearMonth.from(step.day()).equals(month);
                joined += here ? step.joined() : 0;
                left += here ? step.left() : 0;
            }
            people += joined - left;
            months.add(new GrowthChart.Month(month, people, joined, left));
        }
        return new GrowthChart(months.subList(Math.max(0, months.size() - MONTHS), months.size()));
    }

    /** One topic or district: each month's last count, since it is counted. */
    GrowthChart of(Part part) {
        var months = new LinkedHashMap<YearMonth, Integer>();
        table.kept(part.kind().name(), part.name()).forEach((day, people) -> months.put(YearMonth.from(day), people));
        months.put(YearMonth.from(today()), part.people());
        var found = months.entrySet().stream().map(it -> new GrowthChart.Month(it.getKey(), it.getValue(), -1, -1)).toList();
        return new GrowthChart(found.subList(Math.max(0, found.size() - MONTHS), found.size()));
    }

    enum Kind { TOPIC, DISTRICT }

    /** A topic or a district now. @param name a topic's code, a district's name */
    record Part(Kind kind, String name, String words, int people) {

        /** As the page's address names it. */
        String code() {
            return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
        }
    }

    /** Topics in the town's order, then its districts; who named no district counts in each of them. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        var byTopic = subscriptions.count().topics();
        topics.list().forEach(it -> parts.add(new Part(Kind.TOPIC, it.code(), it.name(), byTopic.getOrDefault(it.code(), 0L).intValue())));
        districts().forEach((name, people) -> parts.add(new Part(Kind.DISTRICT, name, name, people.intValue())));
        return parts;
    }

    private Map<String, Long> districts() {
        var counted = table.byDistrict();
        long everywhere = counted.getOrDefault("", 0L);
        var districts = new LinkedHashMap<String, Long>();
        municipalities.current().districts().forEach(it -> districts.put(it, everywhere + counted.getOrDefault(it, 0L)));
        return districts;
    }

    /** Writes down how it stands today. */
    @Transactional
    public void keepToday() {
        var counts = subscriptions.count().topics();
        table.keep(today(), Kind.TOPIC.name(), counts);
        table.keep(today(), Kind.DISTRICT.name(), districts());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), municipalities.current().zone());
    }
}
