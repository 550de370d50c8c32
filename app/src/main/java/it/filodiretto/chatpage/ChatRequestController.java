// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.contact.Callback;
import it.filodiretto.contact.Callbacks;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Frame;
import it.filodiretto.webchat.ChatDraft;
import it.filodiretto.webchat.ChatKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Messages left while nobody is there, and how the call stands: {@code jte/chatpage/callback.jte}. */
@Controller
class ChatRequestController {

    private final ChatRequests requests;
    private final ChatController page;
    private final ChatFlood flood;
    private final Callbacks callbacks;
    private final Municipalities municipalities;
    private final Frame frame;

    ChatRequestController(ChatRequests requests, ChatController page, ChatFlood flood, Callbacks callbacks, Municipalities municipalities, Frame frame) {
        this.requests = requests;
        this.page = page;
        this.flood = flood;
        this.callbacks = callbacks;
        this.municipalities = municipalities;
        this.frame = frame;
    }

    /** A form as it was posted. Never logged. */
    private static ChatRequest request(Map<String, String> form) {
        return new ChatRequest(form.getOrDefault("nome", ""), form.getOrDefault("telefono", ""), form.getOrDefault("email", ""), form.getOrDefault("messaggio", ""),
            !form.getOrDefault("accetto", "").isEmpty(), form.getOrDefault("sito", ""), form.getOrDefault("prova", ""));
    }

    /** What stands above the form of the script: by when who leaves a message now is called. */
    @GetMapping(path = "/{slug}/chat/richieste", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, String> promise(HttpServletRequest http) {
        requireChat();
        var page = frame.page(http);
        return Map.of("lead", String.join(" ", page.say("webchat.request.lead"), page.say("webchat.request.due", page.deadline(requests.due())), page.say("webchat.request.one")));
    }

    @PostMapping(path = "/{slug}/chat/richieste", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String leave(@PathVariable String slug, @RequestParam Map<String, String> form, HttpServletRequest http, HttpServletResponse response, Model model) {
        requireChat();
        var request = request(form);
        var key = ChatFilter.key(http).or(() -> ChatKey.of(form.getOrDefault("chiave", ""))).orElseGet(ChatKey::next);
        var why = refusal(key, form.getOrDefault("invio", ""), request, http);
        if (why != null) {
            response.setStatus(why.equals("webchat.request.many") ? HttpStatus.TOO_MANY_REQUESTS.value() : HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page.refusedRequest(ChatFilter.key(http), request, why, model);
        }
        var asked = requests.leave(key, form.getOrDefault("invio", ""), request);
        ChatFilter.keep(key, slug, http, response);
        return "redirect:" + frame.page(http).citizen("richiamata", asked.code());
    }

    @PostMapping(path = "/{slug}/chat/richieste", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<?> leaveByScript(@PathVariable String slug, @RequestBody Map<String, String> form, HttpServletRequest http, HttpServletResponse response) {
        requireChat();
        var page = frame.page(http);
        var request = request(form);
        var key = ChatFilter.key(http).orElseGet(ChatKey::next);
        var why = refusal(key, form.getOrDefault("invio", ""), request, http);
        if (why != null) {
            return ResponseEntity.status(why.equals("webchat.request.many") ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNPROCESSABLE_CONTENT)
                .header(HttpHeaders.RETRY_AFTER, "600").body(Map.of("problem", page.say(why)));
        }
        var asked = requests.leave(key, form.getOrDefault("invio", ""), request);
        if (ChatFilter.isOurs(http)) {
            ChatFilter.keep(key, slug, http, response);
        }
        return ResponseEntity.ok(Map.of("code", asked.code(), "words", page.say("webchat.request.left", page.deadline(asked.dueAt()), asked.code()),
            "link", page.whole(page.citizen("richiamata", asked.code()))));
    }

    /** How a call stands, for who has the code: nothing of the person is shown. */
    @GetMapping("/{slug}/richiamata/{code}")
    String show(@PathVariable String code, HttpServletRequest http, HttpServletResponse response, Model model) {
        response.setHeader("X-Robots-Tag", "noindex");
        if (flood.looks(http.getRemoteAddr()).isPresent()) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        Callback asked = callbacks.find(code.toUpperCase(Locale.ROOT)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("asked", asked);
        return "chatpage/callback";
    }

    /** Who shows no work done may leave fewer. */
    private @Nullable String refusal(ChatKey key, String clientId, ChatRequest request, HttpServletRequest http) {
        var flaw = request.flaw();
        if (!flaw.isEmpty()) {
            return flaw;
        }
        var draft = new ChatDraft(clientId, request.text()).flaw();
        if (!draft.isEmpty()) {
            return draft;
        }
        var wait = ChatProof.isDone(key, request.proof()) ? flood.leaves(http.getRemoteAddr()) : flood.leavesWithoutWork(http.getRemoteAddr());
        return wait.isPresent() ? "webchat.request.many" : null;
    }

    private void requireChat() {
        if (municipalities.current().webChat().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
