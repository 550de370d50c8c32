// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import it.filodiretto.live.EventStream;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Frame;
import it.filodiretto.page.Page;
import it.filodiretto.webchat.ChatDraft;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatOutcome;
import it.filodiretto.webchat.Chats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The chat as the button's script speaks with it: JSON and an event stream. What goes wrong is told by a sentence to show. */
@RestController
@RequestMapping("/{slug}/chat")
class ChatCallController {

    private final Chats chats;
    private final ChatStream lines;
    private final EventStream stream;
    private final ChatFlood flood;
    private final ChatPhone phone;
    private final ChatMails mails;
    private final Municipalities municipalities;
    private final Frame frame;

    ChatCallController(Chats chats, ChatStream lines, EventStream stream, ChatFlood flood, ChatPhone phone, ChatMails mails,
            Municipalities municipalities, Frame frame) {
        this.chats = chats;
        this.lines = lines;
        this.stream = stream;
        this.flood = flood;
        this.phone = phone;
        this.mails = mails;
        this.municipalities = municipalities;
        this.frame = frame;
    }

    @ModelAttribute
    void onlyWhereThereIsAChat() {
        if (municipalities.current().webChat().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    @GetMapping("/aspetto")
    ChatLook look(HttpServletRequest request) {
        var page = frame.page(request);
        return ChatLook.of(page, municipalities.current().webChat().orElseThrow(), phone.link(page), mails.isThere(), status(request));
    }

    @GetMapping("/stato")
    ChatStatus status(HttpServletRequest request) {
        return lines.status(frame.page(request), ChatFilter.key(request).flatMap(chats::find));
    }

    /** @param after the last line that is known; a browser that comes back by itself names it in the header */
    @GetMapping("/flusso")
    void events(@RequestParam(name = "da", defaultValue = "0") int after, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Integer last,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = ChatFilter.key(request).orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
        int known = Math.max(after, last == null ? 0 : last);
        var page = frame.page(request);
        stream.open(request, response, browser -> lines.run(key, known, page, browser));
    }

    /** What a newer or older widget says beside it is nobody's mistake. @param id the browser's own: the same twice is a repeat */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Said(@Nullable String id, @Nullable String text) {}

    /** 200 with the number of the line, also for a repeat. Our own page gets its cookie here. */
    @PostMapping("/messaggi")
    ResponseEntity<?> say(@PathVariable String slug, @RequestBody Said said, HttpServletRequest request, HttpServletResponse response) {
        var page = frame.page(request);
        var key = ChatFilter.key(request).orElseGet(ChatKey::next);
        var wait = flood.says(key).or(() -> flood.hasBegun(key, it -> chats.find(it).isPresent()) ? Optional.<Duration>empty() : flood.begins(request.getRemoteAddr()));
        if (wait.isPresent()) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.get().toSeconds()))
                .body(problem(page, "fast", "webchat.flaw.fast"));
        }
        return switch (chats.say(key, new ChatDraft(String.valueOf(said.id()), said.text() == null ? "" : said.text()))) {
            case ChatOutcome.Said it -> {
                if (ChatFilter.isOurs(request)) {
                    ChatFilter.keep(key, slug, request, response);
                }
                yield ResponseEntity.ok(Map.of("number", it.number(), "code", it.session().code()));
            }
            case ChatOutcome.Unsuitable it -> ResponseEntity.unprocessableContent().body(problem(page, "unsuitable", it.why()));
            case ChatOutcome.Closed _ -> ResponseEntity.status(HttpStatus.CONFLICT).body(problem(page, "closed", "webchat.flaw.closed"));
            case ChatOutcome.Ended _ -> ResponseEntity.status(HttpStatus.CONFLICT).body(problem(page, "ended", "webchat.flaw.ended"));
        };
    }

    /** The person has these lines before her. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Seen(int number) {}

    @PostMapping("/letture")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@RequestBody Seen seen, HttpServletRequest request) {
        ChatFilter.key(request).ifPresent(it -> chats.read(it, seen.number()));
    }

    @PostMapping("/scrittura")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void writing(HttpServletRequest request) {
        ChatFilter.key(request).ifPresent(chats::writes);
    }

    private static Map<String, String> problem(Page page, String code, String why) {
        return Map.of("code", code, "problem", page.say(why));
    }
}
