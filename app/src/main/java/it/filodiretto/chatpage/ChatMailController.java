// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Frame;
import it.filodiretto.webchat.Chats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The text of a talk by e-mail: for the page's form, and for the button's script. */
@Controller
@RequestMapping("/{slug}/chat/trascrizione")
class ChatMailController {

    private final ChatMails mails;
    private final Chats chats;
    private final ChatFlood flood;
    private final ChatController page;
    private final Municipalities municipalities;
    private final Frame frame;

    ChatMailController(ChatMails mails, Chats chats, ChatFlood flood, ChatController page, Municipalities municipalities, Frame frame) {
        this.mails = mails;
        this.chats = chats;
        this.flood = flood;
        this.page = page;
        this.municipalities = municipalities;
        this.frame = frame;
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String mail(@RequestParam(defaultValue = "") String email, HttpServletRequest request, HttpServletResponse response, Model model) {
        var why = send(email, request);
        if (why.isEmpty()) {
            return "redirect:" + frame.page(request).citizen("chat") + "#conclusa";
        }
        return page.refused(status(why), ChatFilter.key(request), email.strip(), why, model, response);
    }

    /** As it comes. Never logged. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Wanted(@Nullable String email) {

        @Override
        public String toString() {
            return "somebody's address";
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> mailByScript(@RequestBody Wanted wanted, HttpServletRequest request) {
        var why = send(wanted.email() == null ? "" : wanted.email(), request);
        var words = frame.page(request).say(why.isEmpty() ? "webchat.mail.sent" : why);
        return why.isEmpty() ? ResponseEntity.ok(Map.of("words", words)) : ResponseEntity.status(status(why)).body(Map.of("problem", words));
    }

    private String send(String typed, HttpServletRequest request) {
        var session = ChatFilter.key(request).flatMap(chats::find).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var channel = municipalities.current().webChat().map(ContactChannel::name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var address = typed.strip().toLowerCase(Locale.ROOT);
        if (!ChatRequest.isAddress(address)) {
            return "webchat.request.email";
        }
        return flood.mails(request.getRemoteAddr(), address).isPresent() ? "webchat.mail.many" : mails.send(frame.page(request), channel, session, address);
    }

    private static HttpStatus status(String why) {
        return switch (why) {
            case "webchat.mail.many" -> HttpStatus.TOO_MANY_REQUESTS;
            case "webchat.mail.failed" -> HttpStatus.BAD_GATEWAY;
            case "webchat.mail.again", "webchat.mail.unanswered" -> HttpStatus.CONFLICT;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
