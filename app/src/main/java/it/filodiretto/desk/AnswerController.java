// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.channel.OutgoingFiles;
import it.filodiretto.channel.TemplateForms;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.ContentFlaw;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Answers that are more than a text: files, places, contacts, questions with answers, pages, an emoji. */
@Controller
@RequestMapping("/console/{slug}/messaggi/{id}")
class AnswerController {

    private final ConversationController page;
    private final Desk desk;
    private final Talks talks;
    private final TalkPages pages;
    private final Media media;
    private final OutgoingFiles files;
    private final ObjectProvider<TemplateForms> templates;

    AnswerController(ConversationController page, Desk desk, Talks talks, TalkPages pages, Media media, OutgoingFiles files, ObjectProvider<TemplateForms> templates) {
        this.page = page;
        this.desk = desk;
        this.talks = talks;
        this.pages = pages;
        this.media = media;
        this.files = files;
        this.templates = templates;
    }

    @PostMapping("/risposte/{modo}")
    String answer(@PathVariable String slug, @PathVariable UUID id, @PathVariable String modo, @RequestParam Map<String, String> fields,
            @RequestParam(required = false) @Nullable MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        var talk = find(id);
        var kind = AnswerKind.named(modo).filter(it -> it.goesIn(talk)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var form = new AnswerForm(fields);
        var wanted = kind == AnswerKind.FILE || kind.mayStandBelowAFile() && file != null && !file.isEmpty();
        var why = give(talk, form, wanted, file, kept -> content(kind, form, kept));
        return why.isEmpty() ? back(slug, id)
            : page.refused(talk, pages.composer(talk, modo, null, form).refused(form.field("testo"), why), HttpStatus.UNPROCESSABLE_CONTENT, model, response);
    }

    private static MessageContent content(AnswerKind kind, AnswerForm form, @Nullable StoredFile kept) {
        if (kept == null) {
            return form.content(kind, null);
        }
        var type = OutgoingFiles.kindOf(kept);
        return kind == AnswerKind.FILE ? form.file(type, kept.id().value(), kept.name()) : form.content(kind, form.above(type, kept.id().value(), kept.name()));
    }

    /** One of the town's approved texts, filled in. */
    @PostMapping("/modelli/{nome}")
    String template(@PathVariable String slug, @PathVariable UUID id, @PathVariable String nome, @RequestParam Map<String, String> fields,
            @RequestParam(required = false) @Nullable MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        var talk = find(id);
        var source = templates.getIfAvailable();
        var chosen = source == null || talk.conversation().channel() != ChannelKind.WHATSAPP ? Optional.<TemplateForms.TemplateForm>empty()
            : source.usable().stream().filter(it -> it.name().equals(nome)).findFirst();
        if (source == null || chosen.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var form = new AnswerForm(fields).with("modello", nome);
        var wanted = chosen.get();
        var why = give(talk, form, wanted.media() != null, file, kept -> source.filled(wanted, fields, header(wanted, form, kept)));
        return why.isEmpty() ? back(slug, id)
            : page.refused(talk, pages.composer(talk, "modello", null, form).refused("", why), HttpStatus.UNPROCESSABLE_CONTENT, model, response);
    }

    private static MessageContent.@Nullable Header header(TemplateForms.TemplateForm wanted, AnswerForm form, @Nullable StoredFile file) {
        if (file != null && wanted.media() != null) {
            return new MessageContent.Header(null, new MessageContent.Attachment(wanted.media() == MessageContent.Kind.DOCUMENT ? wanted.media() : OutgoingFiles.kindOf(file),
                file.id().value(), null, null, wanted.media() == MessageContent.Kind.DOCUMENT ? file.name() : null), null);
        }
        return wanted.place() ? new MessageContent.Header(null, null, form.place()) : null;
    }

    /** An emoji below what the person wrote; empty: takes ours away. It answers nothing: who waits waits on. */
    @PostMapping("/reazioni")
    String react(@PathVariable String slug, @PathVariable UUID id, @RequestParam UUID cita, @RequestParam(defaultValue = "") String emoji, Model model,
            HttpServletResponse response) {
        var talk = find(id);
        var outcome = desk.react(talk.conversation().id(), cita, emoji.strip(), operator());
        return outcome instanceof ReplyOutcome.Queued ? back(slug, id)
            : page.refused(talk, pages.composer(talk, "", null).refused("", pages.sentence(outcome)), HttpStatus.CONFLICT, model, response);
    }

    /** Makes the content of what was typed and the file that came with it. */
    private interface Wording {

        /** @throws ContentFlaw why it cannot go like that */
        MessageContent of(@Nullable StoredFile kept);
    }

    /** @return why it did not leave, and then nothing is left of the file; empty: it did */
    private String give(Talk talk, AnswerForm form, boolean wantsFile, @Nullable MultipartFile file, Wording wording) throws IOException {
        StoredFile kept = null;
        var why = "";
        try {
            kept = wantsFile ? keep(talk, file) : null;
            why = send(talk, wording.of(kept), form);
        } catch (ContentFlaw flaw) {
            why = flaw.words();
        }
        if (!why.isEmpty() && kept != null) {
            media.erase(kept.id());
        }
        return why;
    }

    /** @return why it did not leave; empty: it did */
    private String send(Talk talk, MessageContent content, AnswerForm form) {
        var version = form.field("versione");
        var outcome = desk.answer(talk.conversation().id(),
            content instanceof MessageContent.Template ? content : talks.quoting(talk.conversation(), form.field("cita"), content), operator(),
            version.matches("\\d{1,9}") ? Integer.valueOf(version) : null);
        return outcome instanceof ReplyOutcome.Queued ? "" : pages.sentence(outcome);
    }

    /** @throws ContentFlaw if there is none, or the channel does not take it; then nothing is left of it */
    private StoredFile keep(Talk talk, @Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            throw new ContentFlaw("Scegli il file da inviare.");
        }
        var channel = talk.conversation().channel();
        try (var bytes = file.getInputStream()) {
            var kept = switch (media.storeForOne(file.getOriginalFilename(), new Handed(bytes, files.largest(channel), null))) {
                case StoreOutcome.Kept it -> it.file();
                case StoreOutcome.Refused it -> throw new ContentFlaw(it.reason());
                case StoreOutcome.TryAgain _ -> throw new ContentFlaw("Il file non si è potuto conservare. Riprova tra un minuto.");
            };
            var refusal = files.refusal(channel, kept);
            if (refusal.isPresent()) {
                media.erase(kept.id());
                throw new ContentFlaw(refusal.get());
            }
            return kept;
        }
    }

    private static String back(String slug, UUID id) {
        return "redirect:/console/" + slug + "/messaggi/" + id;
    }

    private Talk find(UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return talks.find(new ConversationId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static OperatorId operator() {
        return CurrentOperator.find().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
