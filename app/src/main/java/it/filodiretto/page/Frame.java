// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import it.filodiretto.shared.Emergencies;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** What all pages have in common, whoever asks. */
@Component
public class Frame {

    final Assets assets;
    final Words words;
    final Languages languages;
    final String publicUrl;
    final String sourceUrl;
    final DataSize largestFile;
    final Clock clock;
    final Duration clockOffset;
    private final ObjectProvider<RailEntry> rail;
    private final ObjectProvider<StripQuestion> strip;
    private final ObjectProvider<HomeCard> cards;
    private final ObjectProvider<Banner> banners;
    private final ObjectProvider<HeadSearch> search;
    private final ObjectProvider<Emergencies> emergencies;

    Frame(Assets assets, Words words, Languages languages, @Value("${filodiretto.public-url}") String publicUrl, @Value("${filodiretto.source-url}") String sourceUrl,
          @Value("${spring.servlet.multipart.max-file-size}") DataSize largestFile,
          Clock clock, @Value("${filodiretto.clock-offset}") Duration clockOffset,
          ObjectProvider<RailEntry> rail, ObjectProvider<StripQuestion> strip, ObjectProvider<HomeCard> cards, ObjectProvider<Banner> banners,
          ObjectProvider<HeadSearch> search, ObjectProvider<Emergencies> emergencies) {
        this.assets = assets;
        this.words = words;
        this.languages = languages;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.sourceUrl = sourceUrl.strip();
        this.largestFile = largestFile;
        this.clock = clock;
        this.clockOffset = clockOffset;
        this.rail = rail;
        this.strip = strip;
        this.cards = cards;
        this.banners = banners;
        this.search = search;
        this.emergencies = emergencies;
    }

    /** The page of this request; every template gets it as its parameter {@code page}. */
    public Page page(HttpServletRequest request) {
        return new Page(this, request);
    }

    List<RailEntry> rail() {
        return rail.stream().sorted(Comparator.comparingInt(RailEntry::position)).toList();
    }

    List<StripQuestion.StripAnswer> strip() {
        return strip.orderedStream().flatMap(it -> it.answer().stream()).toList();
    }

    List<HomeCard.Answer> cards() {
        return cards.orderedStream().flatMap(it -> it.answer().stream()).toList();
    }

    Optional<String> search() {
        return search.orderedStream().flatMap(it -> it.place().stream()).findFirst();
    }

    List<Banner.Line> banners() {
        return banners.orderedStream().flatMap(it -> it.lines().stream()).toList();
    }

    Optional<Emergencies.Emergency> emergency() {
        return emergencies.stream().flatMap(it -> it.now().stream()).findFirst();
    }
}
