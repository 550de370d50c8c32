// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.preflight;

import it.filodiretto.notice.NoticeText;
import it.filodiretto.outbox.BulkState;
import it.filodiretto.page.Italian;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known about a notice before it leaves, as programs read it. */
public record PreflightShown(long reachable, List<Means> means, List<Excluded> excluded, long withoutNumber, List<BulkState.Failure> failedLately,
        QuietHours quietHours, Template template, Limit limit, Cost cost, Length duration) {

    /** How many of the reachable by which channel, and in which way. */
    record Means(String channel, long freeText, long template) {}

    /** Subscribers who do not get it. */
    public record Excluded(String code, String reason, long count) {}

    record QuietHours(String hours, boolean now) {}

    record Template(boolean approved, String name, String words, @Nullable Picture picture) {}

    record Picture(boolean everybody, String words) {}

    /** To how many people we may write first in a day. */
    record Limit(boolean known, @Nullable Long perDay, @Nullable Long used, boolean enough, String words) {}

    record Cost(boolean estimate, BigDecimal amount, String currency, String words, long freeLeft, @Nullable Budget budget) {}

    record Budget(BigDecimal yearly, BigDecimal spent, BigDecimal left) {}

    record Length(long seconds, int rate, String words) {}

    public static PreflightShown of(Preflight it) {
        return new PreflightShown(it.reachable(), List.of(new Means(NoticeText.WHATSAPP, it.freeText(), it.byTemplate())), excluded(it), it.others().withoutNumber(),
            it.others().failedLately(), new QuietHours(it.others().quietHours(), it.others().quietNow()), template(it.template()), limit(it), cost(it.cost()),
            new Length(it.duration().toSeconds(), it.rate(), "Circa " + Italian.duration(it.duration())));
    }

    private static List<Excluded> excluded(Preflight it) {
        return Stream.of(new Excluded(it.others().outside().code(), it.others().outside().sentence(), it.excluded()),
            new Excluded("blocked", "Li ha bloccati un operatore: WhatsApp non consegna loro nulla", it.others().blocked()),
            new Excluded("left", "Si sono cancellati", it.others().left())).filter(one -> one.count() > 0).toList();
    }

    private static Template template(Preflight.Template it) {
        var picture = it.picture();
        return new Template(it.approved(), it.name(), it.words(), picture == null ? null : new Picture(picture.everybody(), picture.why()));
    }

    private static Limit limit(Preflight it) {
        var limit = it.limit();
        return new Limit(limit != null, limit == null ? null : limit.perDay(), limit == null ? null : limit.used(), it.limitIsEnough(), it.limitWords());
    }

    private static Cost cost(Preflight.Cost it) {
        var budget = it.budget();
        return new Cost(true, it.amount(), "EUR", it.words(), it.freeLeft(), budget == null ? null : new Budget(budget.yearly(), budget.spent(), budget.left()));
    }
}
