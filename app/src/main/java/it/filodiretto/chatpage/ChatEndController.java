// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.page.Frame;
import it.filodiretto.webchat.ChatEnds;
import it.filodiretto.webchat.ChatLog;
import it.filodiretto.webchat.ChatRating;
import it.filodiretto.webchat.ChatSession;
import it.filodiretto.webchat.Chats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** The end of a talk, what was said in it, how it was: for the page's forms, and for the button's script. */
@Controller
@RequestMapping("/{slug}/chat")
class ChatEndController {

    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final Chats chats;
    private final ChatLog log;
    private final ChatEnds ends;
    private final ChatController page;
    private final ChatStream stream;
    private final Municipalities municipalities;
    private final Frame frame;

    ChatEndController(Chats chats, ChatLog log, ChatEnds ends, ChatController page, ChatStream stream, Municipalities municipalities, Frame frame) {
        this.chats = chats;
        this.log = log;
        this.ends = ends;
        this.page = page;
        this.stream = stream;
        this.municipalities = municipalities;
        this.frame = frame;
    }

    @PostMapping(path = "/fine", consumes = FORM)
    String end(HttpServletRequest request) {
        ChatFilter.key(request).ifPresent(ends::end);
        return back(request, "#conclusa");
    }

    @PostMapping(path = "/fine", consumes = JSON)
    @ResponseBody
    ChatStatus endByScript(HttpServletRequest request) {
        var session = ChatFilter.key(request).flatMap(ends::end);
        return stream.status(frame.page(request), Optional.of(session.orElseThrow(ChatEndController::nothing)));
    }

    @PostMapping(path = "/voto", consumes = FORM)
    String rate(@RequestParam(defaultValue = "0") String voto, @RequestParam(defaultValue = "") String parole, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        var rating = new ChatRating(voto.matches("[1-5]") ? Integer.parseInt(voto) : 0, parole);
        var flaw = ends.rate(session(request), rating);
        if (!flaw.isEmpty()) {
            return page.refused(HttpStatus.UNPROCESSABLE_CONTENT, ChatFilter.key(request), rating.words(), flaw, model, response);
        }
        return back(request, "#conclusa");
    }

    /** As it comes: nothing is known of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Rated(@Nullable Integer stars, @Nullable String words) {}

    @PostMapping(path = "/voto", consumes = JSON)
    @ResponseBody
    ResponseEntity<?> rateByScript(@RequestBody Rated rated, HttpServletRequest request) {
        var shown = frame.page(request);
        var flaw = ends.rate(session(request), new ChatRating(rated.stars() == null ? 0 : rated.stars(), rated.words() == null ? "" : rated.words()));
        return flaw.isEmpty() ? ResponseEntity.ok(stream.status(shown, ChatFilter.key(request).flatMap(chats::find)))
            : ResponseEntity.unprocessableContent().body(Map.of("problem", shown.say(flaw)));
    }

    /** For whoever holds the key of the talk: its code names it, and opens nothing. */
    @GetMapping("/trascrizione/{code}")
    ResponseEntity<String> transcript(@PathVariable String code, HttpServletRequest request) {
        var session = session(request);
        if (!session.code().equals(code)) {
            throw nothing();
        }
        var channel = municipalities.current().webChat().map(ContactChannel::name).orElseThrow(ChatEndController::nothing);
        return ResponseEntity.ok().contentType(TEXT).header(HttpHeaders.CACHE_CONTROL, "no-store").header("X-Robots-Tag", "noindex")
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(session.code() + ".txt").build().toString())
            .body(ChatTranscript.of(frame.page(request), channel, session, log.after(session, 0)));
    }

    /** The browser forgets the talk that has ended. @param text what was written too late: it stands in the field again */
    @PostMapping(path = "/nuova", consumes = FORM)
    String begin(@PathVariable String slug, @RequestParam(name = "testo", defaultValue = "") String text, HttpServletRequest request, HttpServletResponse response, Model model) {
        ChatFilter.forget(slug, response);
        return text.isBlank() ? back(request, "#scrivi") : page.anew(text, model);
    }

    @PostMapping(path = "/nuova", consumes = JSON)
    ResponseEntity<Void> beginByScript(@PathVariable String slug, HttpServletResponse response) {
        ChatFilter.forget(slug, response);
        return ResponseEntity.noContent().build();
    }

    private ChatSession session(HttpServletRequest request) {
        return ChatFilter.key(request).flatMap(chats::find).orElseThrow(ChatEndController::nothing);
    }

    private String back(HttpServletRequest request, String where) {
        return "redirect:" + frame.page(request).citizen("chat") + where;
    }

    private static ResponseStatusException nothing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
