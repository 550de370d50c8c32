// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.statistics;

import it.filodiretto.conversation.Requests;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.outbox.UnsignedMessages;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How much people ask and how soon they are answered, for everybody: {@code jte/statistics/}, and as open data. */
@Controller
class NumbersController {

    private final Requests requests;
    private final UnsignedMessages automatic;
    private final Municipalities municipalities;
    private final Clock clock;

    NumbersController(Requests requests, UnsignedMessages automatic, Municipalities municipalities, Clock clock) {
        this.requests = requests;
        this.automatic = automatic;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    /** @param dal first day, {@code 2026-10-05}; without: twelve months */
    @GetMapping("/{slug}/numeri")
    String show(@RequestParam(defaultValue = "") String dal, @RequestParam(defaultValue = "") String al, Model model) {
        var numbers = numbers(Period.of(dal, al, today()));
        model.addAttribute("numbers", numbers);
        model.addAttribute("bars", BarChart.of(numbers));
        model.addAttribute("times", LineChart.of(numbers));
        model.addAttribute("office", municipalities.current().offices().getFirst().name());
        return "statistics/numbers";
    }

    @GetMapping("/{slug}/numeri.csv")
    ResponseEntity<byte[]> csv(@RequestParam(defaultValue = "") String dal, @RequestParam(defaultValue = "") String al) {
        var numbers = numbers(Period.of(dal, al, today()));
        var lines = new StringBuilder("mese,canale,richieste,con_risposta,mediana_minuti,novantesimo_minuti\r\n");
        for (var it : numbers.figures()) {
            var month = it.month();
            var channel = it.channel();
            if (month != null && channel != null) {
                var few = numbers.requests(month, channel).few();
                var times = numbers.times(month, channel);
                lines.append(month).append(',').append(channel.name().toLowerCase(Locale.ROOT)).append(',')
                    .append(few ? "<" + Numbers.FEW : it.requests()).append(',').append(few ? "" : it.answered()).append(',')
                    .append(minutes(times == null ? null : Numbers.minutes(times.median()))).append(',')
                    .append(minutes(times == null ? null : Numbers.minutes(times.ninetieth()))).append("\r\n");
            }
        }
        var name = "richieste-" + municipalities.current().slug() + "-" + numbers.period().first() + "-" + numbers.period().last() + ".csv";
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
            .header("Content-Disposition", ContentDisposition.attachment().filename(name).build().toString())
            .body(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Numbers numbers(Period period) {
        var town = municipalities.current();
        var month = YearMonth.from(today());
        var account = town.whatsapp();
        var trial = town.contacts().stream().filter(it -> it.kind() == ContactChannel.Kind.WHATSAPP).map(ContactChannel::trial)
            .filter(Objects::nonNull).findFirst().orElse(null);
        return new Numbers(period, requests.figures(period.first(), period.last()), automatic.between(month.atDay(1), month.atEndOfMonth()), month, trial,
            account != null && account.mode() == ChannelMode.PEOPLE_ONLY);
    }

    private static String minutes(@Nullable Double minutes) {
        return minutes == null ? "" : Scale.number(minutes);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), municipalities.current().zone());
    }
}
