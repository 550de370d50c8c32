// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.channel.OutgoingFiles;
import it.filodiretto.channel.Prices;
import it.filodiretto.channel.TemplateForms;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.conversation.UndoTable;
import it.filodiretto.conversation.Waits;
import it.filodiretto.inbox.Filter;
import it.filodiretto.inbox.InboxPages;
import it.filodiretto.inbox.Paging;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.office.Offices;
import it.filodiretto.office.ReadyReplies;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.page.Italian;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;

/** Puts a talk's page together: the talk, the composer, the list beside them. */
@Component
@Transactional(readOnly = true)
class TalkPages {

    private final Talks talks;
    private final InboxPages lists;
    private final ReadyReplies ready;
    private final UndoTable undos;
    private final Waits waits;
    private final Offices offices;
    private final Operators operators;
    private final Municipalities municipalities;
    private final OutgoingFiles files;
    private final ObjectProvider<NoticeTemplates> templates;
    private final ObjectProvider<TemplateForms> forms;
    private final ObjectProvider<Prices> prices;
    private final Clock clock;
    private final String publicUrl;

    TalkPages(Talks talks, InboxPages lists, ReadyReplies ready, UndoTable undos, Waits waits, Offices offices, Operators operators, Municipalities municipalities, OutgoingFiles files,
            ObjectProvider<NoticeTemplates> templates, ObjectProvider<TemplateForms> forms, ObjectProvider<Prices> prices, Clock clock, @Value("${filodiretto.public-url}") String publicUrl) {
        this.talks = talks;
        this.lists = lists;
        this.ready = ready;
        this.undos = undos;
        this.waits = waits;
        this.offices = offices;
        this.operators = operators;
        this.municipalities = municipalities;
        this.files = files;
        this.templates = templates;
        this.forms = forms;
        this.prices = prices;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    public Composer composer(Talk talk, String modo, @Nullable UUID readyReply) {
        return composer(talk, modo, readyReply, new AnswerForm(Map.of()));
    }

    /** @param modo {@code risposta, nota, modello}, or an {@link AnswerKind}'s; empty: what is possible. @param typed what stands in its form */
    public Composer composer(Talk talk, String modo, @Nullable UUID readyReply, AnswerForm typed) {
        var me = CurrentOperator.find().orElse(null);
        var open = talk.isOpen(clock.instant());
        var mode = !talk.conversation().channel().carriesAnswers() ? "nota" : modo.equals("nota") || modo.equals("modello") ? modo : !open ? "modello"
            : AnswerKind.named(modo).filter(it -> it.goesIn(talk)).isPresent() ? modo : "risposta";
        var hours = waits.state(talk.conversation());
        var text = readyReply == null || me == null ? "" : ready.filled(readyReply, talk.office(), hours, operators.name(me)).orElse("");
        return new Composer(mode, text, "", false, null, cost(talk, mode), hours,
            new Composer.Around(me, ready.of(talk.conversation().office()), offices.colleagues(talk.conversation().office()), me == null ? null : undos.of(me).stream().findFirst().orElse(null), typed, open ? talks.quoted(talk.conversation(), typed.field("cita")).orElse(null) : null, templates(mode, typed.field("modello")),
                files.largest(talk.conversation().channel()) >> 20),
            mode.equals("modello") ? template("…") : null);
    }

    private Composer.Templates templates(String mode, String name) {
        var source = forms.getIfAvailable();
        var all = source == null || !mode.equals("modello") ? List.<TemplateForms.TemplateForm>of() : source.usable();
        return new Composer.Templates(all, all.stream().filter(it -> it.name().equals(name)).findFirst().orElse(null));
    }

    /** The town's general template with these words in it. */
    public NoticeTemplates.@Nullable Chosen template(String words) {
        var source = templates.getIfAvailable();
        return source == null ? null : source.forNotice(new NoticeTemplates.Notice("Risposta del " + municipalities.current().fullName(), words,
            publicUrl + "/" + municipalities.current().slug() + "/contatti", MetaCategory.UTILITY, false));
    }

    public String thread(Talk talk, Filter filter, Composer composer, Model model) {
        model.addAttribute("inbox", lists.list(filter, Paging.FIRST, talk.conversation().id().value()));
        model.addAttribute("talk", talk);
        model.addAttribute("composer", composer);
        return "desk/thread";
    }

    private String cost(Talk talk, String mode) {
        var source = prices.getIfAvailable();
        if (source == null || talk.conversation().channel() != ChannelKind.WHATSAPP || mode.equals("nota")) {
            return "";
        }
        var template = mode.equals("modello");
        var estimate = source.estimate(MetaCategory.UTILITY, template ? 1 : 0, template ? 0 : 1);
        return String.format(Locale.ITALIAN, "Costo %.2f €", estimate.amount()) + (template ? "" : " · " + Italian.number(estimate.freeLeft()) + " gratuite questo mese");
    }

    /** Why an answer did not leave; the text is kept. */
    String sentence(ReplyOutcome outcome) {
        return switch (outcome) {
            case ReplyOutcome.Queued _ -> "";
            case ReplyOutcome.WindowClosed _ -> "Non è partita: sono passate 24 ore dall’ultimo messaggio. Qui sotto c’è il tuo testo.";
            case ReplyOutcome.Locked(OperatorId by) -> "Non è partita: " + operators.name(by) + " sta rispondendo. Qui sotto c’è il tuo testo; se tocca a te, scegli «Prendi tu».";
            case ReplyOutcome.Stale _ -> "Non è partita: un collega ha risposto o cambiato qualcosa mentre scrivevi. Guarda qui sopra; se il tuo testo serve ancora, invialo di nuovo.";
            case ReplyOutcome.SameText(int people) -> "Non è partita: oggi lo stesso testo è già andato a " + people + " persone. Qui ognuno riceve una risposta sua: adatta il testo, oppure manda un avviso.";
            case ReplyOutcome.NoAccount _ -> "Non è partita: il Comune non usa più il canale da cui la persona ha scritto. Qui sotto c’è il tuo testo: contattala in un altro modo.";
            case ReplyOutcome.NoSuchMessage _ -> "Non è partita: quel messaggio non c’è più.";
            case ReplyOutcome.NobodyNamed _, ReplyOutcome.NoSuchConversation _ -> "Non è partita: questa conversazione non c’è più.";
        };
    }
}
