// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.page.Frame;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatMoves;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** A talk goes on on another device: {@code jte/chatpage/move.jte} shows the code, {@code arrive.jte} takes it. */
@Controller
@RequestMapping("/{slug}/chat")
class ChatMoveController {

    private final ChatMoves moves;
    private final ChatFlood flood;
    private final ChatController chat;
    private final Frame frame;

    ChatMoveController(ChatMoves moves, ChatFlood flood, ChatController chat, Frame frame) {
        this.moves = moves;
        this.flood = flood;
        this.chat = chat;
        this.frame = frame;
    }

    @PostMapping(path = "/trasloco", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String offer(HttpServletRequest request, HttpServletResponse response, Model model) {
        var code = ChatFilter.key(request).filter(it -> flood.says(it).isEmpty()).flatMap(moves::offer);
        if (code.isEmpty()) {
            return "redirect:" + frame.page(request).citizen("chat");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("code", code.get());
        return "chatpage/move";
    }

    @PostMapping(path = "/trasloco", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ResponseEntity<?> offerToScript(HttpServletRequest request) {
        var page = frame.page(request);
        return ResponseEntity.of(ChatFilter.key(request).filter(it -> flood.says(it).isEmpty()).flatMap(moves::offer)
            .map(it -> Map.of("words", page.say("webchat.move.words", page.whole(page.citizen("chat", "trasloco")), it))));
    }

    @GetMapping("/trasloco")
    String form(Model model, HttpServletResponse response) {
        return arriving("", model, response);
    }

    /** @param codice as it was typed */
    @PostMapping("/arrivo")
    String arrive(@PathVariable String slug, @RequestParam(defaultValue = "") String codice, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (!ChatFilter.isOurs(request)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        if (flood.arrives(request.getRemoteAddr()).or(() -> flood.arrivals(CurrentMunicipality.require())).isPresent()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return arriving("webchat.move.many", model, response);
        }
        var key = ChatKey.next();
        if (moves.arrive(codice, key).isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return arriving("webchat.move.wrong", model, response);
        }
        ChatFilter.keep(key, slug, request, response);
        return "redirect:" + frame.page(request).citizen("chat") + "#scrivi";
    }

    private String arriving(String problem, Model model, HttpServletResponse response) {
        chat.requireChat();
        response.setHeader("X-Robots-Tag", "noindex");
        model.addAttribute("problem", problem);
        return "chatpage/arrive";
    }
}
