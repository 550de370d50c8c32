// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.api.ApiProblem;
import it.filodiretto.api.CursorLinks;
import it.filodiretto.api.CursorPage;
import it.filodiretto.conversation.ConversationId;
import it.filodiretto.conversation.Conversations;
import it.filodiretto.conversation.Outcome;
import it.filodiretto.conversation.ReplyOutcome;
import it.filodiretto.correspondence.Line;
import it.filodiretto.inbox.InboxLists;
import it.filodiretto.inbox.InboxRow;
import it.filodiretto.inbox.ListTable;
import it.filodiretto.messaging.InboundContent;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.OperatorId;
import it.filodiretto.operator.Operators;
import it.filodiretto.operator.Permission;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The conversations, for programs. */
@RestController
@RequestMapping("/api/v1/municipalities/{slug}/conversations")
class ConversationApiController {

    private static final int ON_A_PAGE = 50;
    private static final Set<ListTable.Which> NAMED = EnumSet.of(ListTable.Which.OPEN, ListTable.Which.CLOSED, ListTable.Which.WAITING,
        ListTable.Which.NEW, ListTable.Which.TAKEN, ListTable.Which.PENDING);

    private final Conversations conversations;
    private final Talks talks;
    private final InboxLists lists;
    private final Desk desk;
    private final Operators operators;

    ConversationApiController(Conversations conversations, Talks talks, InboxLists lists, Desk desk, Operators operators) {
        this.conversations = conversations;
        this.talks = talks;
        this.lists = lists;
        this.desk = desk;
        this.operators = operators;
    }

    /** @param broadcast the sending of a notice that was answered */
    record Shown(UUID id, String channel, String contact, String state, @Nullable Last lastMessage, @Nullable Instant waitingSince,
            Instant lastInboundAt, @Nullable String operator, @Nullable String follower, @Nullable String outcome, @Nullable UUID broadcast) {

        static Shown of(InboxRow row) {
            var it = row.conversation();
            var bulk = it.bulk();
            return new Shown(it.id().value(), it.channel().name().toLowerCase(Locale.ROOT), row.who(), it.state().name().toLowerCase(Locale.ROOT), Last.of(row.latest()), it.waitingSince(),
                it.lastInboundAt(), row.answeredBy(), row.hands().follower(),
                it.care().outcome() == null ? null : it.care().outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'), bulk == null ? null : bulk.value());
        }
    }

    record Last(String direction, String text, Instant at) {

        static @Nullable Last of(@Nullable Line line) {
            return line == null ? null : new Last(line instanceof Line.Received ? "in" : "out", line.words(), line.at());
        }
    }

    /** @param type {@code text, button, choice, template}, or the channel's word for a kind that is not shown yet */
    record Content(String type, String text) {}

    record MessageShown(UUID id, String direction, Content content, String status, @Nullable String failure, @Nullable String operator,
            Instant at, @Nullable Instant sentAt, @Nullable Instant deliveredAt, @Nullable Instant readAt, @Nullable Instant failedAt) {

        static MessageShown of(Talk.Signed signed) {
            return switch (signed.line()) {
                case Line.Received it -> new MessageShown(it.id(), "in", contentOf(it.content()), "received", null, null, it.at(), null, null, null, null);
                case Line.Written it -> new MessageShown(it.id(), "out", contentOf(it.content()), state(it.fate()),
                    it.fate().failedReason(), signed.author(), it.at(), it.fate().sentAt(), it.fate().deliveredAt(), it.fate().readAt(), it.fate().failedAt());
            };
        }
    }

    /** For a program it makes no difference whether a person must decide. */
    private static String state(Line.Fate fate) {
        return fate.state().equals("STUCK") ? "uncertain" : fate.state().toLowerCase(Locale.ROOT);
    }

    /** @param operator e-mail of the person who wrote it: needed on a channel of people only */
    record Reply(@Nullable String text, @Nullable String operator) {}

    @GetMapping
    ResponseEntity<CursorPage<Shown>> list(@RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable String after) {
        CurrentOperator.require(Permission.ANSWER);
        var rows = lists.newest(state == null || state.isBlank() ? ListTable.Which.ALL : named(state), place(after), ON_A_PAGE);
        var last = rows.size() < ON_A_PAGE ? null : rows.getLast().conversation();
        return CursorLinks.answer(new CursorPage<>(rows.stream().map(Shown::of).toList(), last == null ? null : last.lastInboundAt() + "~" + last.id()));
    }

    private static ListTable.Which named(String state) {
        return NAMED.stream().filter(it -> it.name().equals(state.toUpperCase(Locale.ROOT))).findFirst()
            .orElseThrow(() -> ApiProblem.invalid("#/state", "state is open, closed, waiting, new, taken or pending, not " + state));
    }

    @GetMapping("/{id}/messages")
    ResponseEntity<CursorPage<MessageShown>> messages(@PathVariable UUID id) {
        CurrentOperator.require(Permission.ANSWER);
        return CursorLinks.answer(new CursorPage<>(lines(id, Talks.ALL), null));
    }

    @PostMapping("/{id}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    MessageShown reply(@PathVariable UUID id, @RequestBody Reply reply) {
        CurrentOperator.require(Permission.ANSWER);
        var text = reply.text() == null ? "" : reply.text().strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > ConversationController.LONGEST) {
            throw ApiProblem.invalid("#/text", "text has 1 to " + ConversationController.LONGEST + " characters");
        }
        return switch (conversations.reply(new ConversationId(id), new MessageContent.Text(text), operator(reply.operator()))) {
            case ReplyOutcome.Queued(var message) -> lines(id, Talks.LINES).stream().filter(it -> it.id().equals(message.id())).findFirst().orElseThrow();
            case ReplyOutcome.WindowClosed(var since) -> throw ApiProblem.of(409, "window-closed",
                "24 hours have passed since the person's last message: only a template may be sent").with("since", since);
            case ReplyOutcome.NobodyNamed _ -> throw ApiProblem.of(409, "operator-required",
                "On this channel people answer: name the operator who wrote the text, by e-mail, as \"operator\"");
            case ReplyOutcome.NoSuchConversation _, ReplyOutcome.NoSuchMessage _ -> throw ApiProblem.notFound("conversation");
            case ReplyOutcome.NoAccount _ -> throw ApiProblem.of(409, "channel-given-up", "The municipality no longer has the account by which the person wrote");
            case ReplyOutcome.Locked _ -> throw ApiProblem.of(409, "conversation-locked", "An operator is writing an answer in the console");
            case ReplyOutcome.Stale _ -> throw ApiProblem.of(409, "conversation-changed", "Somebody has answered meanwhile");
            case ReplyOutcome.SameText(int people) -> throw ApiProblem.of(409, "same-text",
                "On this channel each person gets an answer of her own: the same text went to others today").with("people", people);
        };
    }

    /** @param outcome {@code answered, not-needed, elsewhere, unsuitable}. @param reason needed where only people answer and nobody has */
    record Closing(@Nullable String outcome, @Nullable String reason, @Nullable String operator) {}

    /** @param operator e-mail of who follows it from now on; absent: nobody */
    record Assignment(@Nullable String operator) {}

    @PostMapping("/{id}/closing")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable UUID id, @RequestBody Closing closing) {
        CurrentOperator.require(Permission.ANSWER);
        switch (desk.close(new ConversationId(id), outcome(closing.outcome()), closing.reason(), operator(closing.operator()))) {
            case CLOSED -> { }
            case NEEDS_REASON -> throw ApiProblem.of(409, "reason-required", "Nobody has answered: close it with a reason of 3 characters or more");
            case WROTE_MEANWHILE -> throw ApiProblem.of(409, "conversation-changed", "The person has written meanwhile");
            case TO_CALL -> throw ApiProblem.of(409, "callback-open", "Somebody is still to be called: an operator says in the console what came of it");
            case NO_SUCH_CONVERSATION -> throw ApiProblem.notFound("conversation");
        }
    }

    @PostMapping("/{id}/assignment")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void assign(@PathVariable UUID id, @RequestBody Assignment assignment) {
        CurrentOperator.require(Permission.ANSWER);
        if (!desk.assign(new ConversationId(id), operator(assignment.operator()), null)) {
            throw ApiProblem.notFound("conversation");
        }
    }

    private static Outcome outcome(@Nullable String word) {
        try {
            return word == null ? Outcome.ANSWERED : Outcome.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException _) {
            throw ApiProblem.invalid("#/outcome", "outcome is answered, not-needed, elsewhere or unsuitable, not " + word);
        }
    }

    private List<MessageShown> lines(UUID id, int most) {
        return talks.find(new ConversationId(id), most).orElseThrow(() -> ApiProblem.notFound("conversation")).lines().stream().map(MessageShown::of).toList();
    }

    private @Nullable OperatorId operator(@Nullable String email) {
        return email == null ? null
            : operators.find(email).orElseThrow(() -> ApiProblem.invalid("#/operator", "Nobody with this e-mail works in this municipality"));
    }

    private static Content contentOf(InboundContent content) {
        return switch (content) {
            case InboundContent.Text it -> new Content("text", it.words());
            case InboundContent.Tap it -> new Content("button", it.words());
            case InboundContent.Image it -> new Content("image", it.words());
            case InboundContent.Video it -> new Content("video", it.words());
            case InboundContent.Audio it -> new Content(it.voice() ? "voice" : "audio", it.words());
            case InboundContent.Document it -> new Content("document", it.words());
            case InboundContent.Sticker it -> new Content("sticker", it.words());
            case InboundContent.Location it -> new Content("location", it.words());
            case InboundContent.Contacts it -> new Content("contacts", it.words());
            case InboundContent.Reaction it -> new Content("reaction", it.words());
            case InboundContent.Edit it -> new Content("edit", it.words());
            case InboundContent.Revoke it -> new Content("revoke", it.words());
            case InboundContent.Call it -> new Content("call", it.words());
            case InboundContent.OwnNumber it -> new Content("own-number", it.words());
            case InboundContent.IdentityChange it -> new Content("identity-change", it.words());
            case InboundContent.Other it -> new Content(it.type(), it.words());
        };
    }

    private static Content contentOf(MessageContent content) {
        return switch (content) {
            case MessageContent.Text it -> new Content("text", it.words());
            case MessageContent.Choice it -> new Content("choice", it.words());
            case MessageContent.Template it -> new Content("template", it.words());
            case MessageContent.Attachment it -> new Content(it.type().name().toLowerCase(java.util.Locale.ROOT), it.words());
            case MessageContent.Place it -> new Content("location", it.words());
            case MessageContent.Contacts it -> new Content("contacts", it.words());
            case MessageContent.Reaction it -> new Content("reaction", it.words());
            case MessageContent.Menu it -> new Content("list", it.words());
            case MessageContent.Link it -> new Content("link", it.words());
            case MessageContent.PlaceRequest it -> new Content("location-request", it.words());
            case MessageContent.NumberRequest it -> new Content("number-request", it.words());
            case MessageContent.Reply it -> contentOf(it.content());
        };
    }

    private static ListTable.@Nullable Place place(@Nullable String after) {
        if (after == null || after.isBlank()) {
            return null;
        }
        try {
            var parts = after.split("~", 2);
            return new ListTable.Place(Instant.parse(parts[0]), UUID.fromString(parts.length < 2 ? "" : parts[1]));
        } catch (DateTimeException | IllegalArgumentException _) {
            throw ApiProblem.invalid("#/after", "after is the cursor of the page before");
        }
    }
}
