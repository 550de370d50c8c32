// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Frame;
import it.filodiretto.shared.Ids;
import it.filodiretto.webchat.ChatDraft;
import it.filodiretto.webchat.ChatHours;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatLog;
import it.filodiretto.webchat.ChatOutcome;
import it.filodiretto.webchat.Chats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The chat as a plain page, which works without JavaScript: {@code jte/chatpage/chat.jte}. */
@Controller
@RequestMapping("/{slug}/chat")
class ChatController {

    private final Chats chats;
    private final ChatLog log;
    private final ChatRequests requests;
    private final ChatHours hours;
    private final ChatFlood flood;
    private final ChatPhone phone;
    private final ChatMails mails;
    private final Municipalities municipalities;
    private final Frame frame;

    ChatController(Chats chats, ChatLog log, ChatRequests requests, ChatHours hours, ChatFlood flood, ChatPhone phone, ChatMails mails,
            Municipalities municipalities, Frame frame) {
        this.chats = chats;
        this.log = log;
        this.requests = requests;
        this.hours = hours;
        this.flood = flood;
        this.phone = phone;
        this.mails = mails;
        this.municipalities = municipalities;
        this.frame = frame;
    }

    @GetMapping
    String show(HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setHeader("X-Robots-Tag", "noindex");
        return page(ChatFilter.key(request), "", "", ChatRequest.EMPTY, model);
    }

    /** What was to be left was not taken: the page again, with all that was typed. */
    String refusedRequest(Optional<ChatKey> key, ChatRequest request, String why, Model model) {
        return page(key, "", why, request, model);
    }

    /** A talk yet to begin, with what was already written. */
    String anew(String text, Model model) {
        return page(Optional.empty(), text, "", ChatRequest.EMPTY, model);
    }

    /** @param invio the message's own id, {@code chiave} the talk's, where the browser has none yet: both stood in the form */
    @PostMapping
    String say(@PathVariable String slug, @RequestParam(name = "testo", defaultValue = "") String text, @RequestParam(name = "invio", defaultValue = "") String clientId,
            @RequestParam(name = "chiave", defaultValue = "") String typedKey, HttpServletRequest request, HttpServletResponse response, Model model) {
        var held = ChatFilter.key(request);
        var key = held.or(() -> ChatKey.of(typedKey)).orElseGet(ChatKey::next);
        var wait = flood.says(key).or(() -> flood.hasBegun(key, it -> chats.find(it).isPresent()) ? Optional.<Duration>empty() : flood.begins(request.getRemoteAddr()));
        if (wait.isPresent()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.get().toSeconds()));
            return page(held, text, "webchat.flaw.fast", ChatRequest.EMPTY, model);
        }
        return switch (chats.say(key, new ChatDraft(clientId, text))) {
            case ChatOutcome.Said _ -> {
                ChatFilter.keep(key, slug, request, response);
                yield "redirect:" + frame.page(request).citizen("chat") + "#scrivi";
            }
            case ChatOutcome.Unsuitable it -> refused(HttpStatus.UNPROCESSABLE_CONTENT, held, text, it.why(), model, response);
            case ChatOutcome.Closed it -> refused(HttpStatus.CONFLICT, held, text, it.why(), model, response);
            case ChatOutcome.Ended it -> refused(HttpStatus.CONFLICT, held, text, it.why(), model, response);
        };
    }

    /** What was sent was not taken: the page again, with what was typed and the reason. */
    String refused(HttpStatus status, Optional<ChatKey> key, String text, String why, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        return page(key, text, why, ChatRequest.EMPTY, model);
    }

    private String page(Optional<ChatKey> key, String text, String problem, ChatRequest request, Model model) {
        var channel = channel();
        var session = key.flatMap(chats::find);
        var lines = session.map(it -> log.after(it, 0)).orElse(List.of());
        var writable = hours.isWritable(session.orElse(null));
        var form = new ChatPage.Form(session.isPresent() ? "" : ChatKey.next().value(), Ids.next().toString(), text, problem);
        model.addAttribute("chat", new ChatPage(channel, session.orElse(null), lines, hours.now(), writable, form, request, writable ? null : requests.due()));
        model.addAttribute("town", municipalities.current());
        model.addAttribute("phone", phone);
        model.addAttribute("mails", mails);
        return "chatpage/chat";
    }

    /** 404 where the town has none. */
    void requireChat() {
        channel();
    }

    private ContactChannel channel() {
        return municipalities.current().webChat().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
