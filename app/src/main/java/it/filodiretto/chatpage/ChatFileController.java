// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.media.FileAnswer;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoredFile;
import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.page.Frame;
import it.filodiretto.webchat.ChatFiles;
import it.filodiretto.webchat.ChatKey;
import it.filodiretto.webchat.ChatLog;
import it.filodiretto.webchat.ChatOutcome;
import it.filodiretto.webchat.Chats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Files of the chat, both ways: for the page's form, and for the button's script, which asks for JSON. */
@Controller
@RequestMapping("/{slug}/chat/file")
class ChatFileController {

    private static final String TOO_LARGE = "webchat.file.too-large";

    private final ChatFiles files;
    private final Chats chats;
    private final ChatLog log;
    private final ChatFlood flood;
    private final ChatController page;
    private final Media media;
    private final Frame frame;

    ChatFileController(ChatFiles files, Chats chats, ChatLog log, ChatFlood flood, ChatController page, Media media, Frame frame) {
        this.files = files;
        this.chats = chats;
        this.log = log;
        this.flood = flood;
        this.page = page;
        this.media = media;
        this.frame = frame;
    }

    /** @param invio the message's own id, {@code chiave} the talk's, where the browser has none yet */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String send(@PathVariable String slug, @RequestParam(required = false) @Nullable MultipartFile file, @RequestParam(defaultValue = "") String invio,
            @RequestParam(defaultValue = "") String chiave, HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        page.requireChat();
        var key = ChatFilter.key(request).or(() -> ChatKey.of(chiave)).orElseGet(ChatKey::next);
        var outcome = say(key, invio, file, request);
        if (outcome instanceof ChatOutcome.Said) {
            ChatFilter.keep(key, slug, request, response);
            return "redirect:" + frame.page(request).citizen("chat") + "#scrivi";
        }
        return refused(status(outcome), outcome.why(), request, response, model);
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> sendByScript(@PathVariable String slug, @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String invio, HttpServletRequest request, HttpServletResponse response) throws IOException {
        page.requireChat();
        var key = ChatFilter.key(request).orElseGet(ChatKey::next);
        var outcome = say(key, invio, file, request);
        if (outcome instanceof ChatOutcome.Said it) {
            if (ChatFilter.isOurs(request)) {
                ChatFilter.keep(key, slug, request, response);
            }
            return ResponseEntity.ok(Map.of("number", it.number(), "code", it.session().code()));
        }
        return problem(status(outcome), outcome.why(), request);
    }

    private ChatOutcome say(ChatKey key, String clientId, @Nullable MultipartFile file, HttpServletRequest request) throws IOException {
        if (flood.attaches(request.getRemoteAddr()).isPresent()) {
            return new ChatOutcome.Unsuitable("webchat.file.many");
        }
        try (var bytes = file == null ? InputStream.nullInputStream() : file.getInputStream()) {
            return files.say(key, clientId, file == null ? null : file.getOriginalFilename(), bytes);
        }
    }

    /** Larger than any file that this program takes: it was not even read. */
    @ExceptionHandler(MultipartException.class)
    Object tooLarge(HttpServletRequest request, HttpServletResponse response, Model model) {
        return String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.APPLICATION_JSON_VALUE)
            ? problem(HttpStatus.CONTENT_TOO_LARGE, TOO_LARGE, request) : refused(HttpStatus.CONTENT_TOO_LARGE, TOO_LARGE, request, response, model);
    }

    @GetMapping("/{id}")
    ResponseEntity<Resource> show(@PathVariable UUID id, HttpServletRequest request) {
        return FileAnswer.visible(media, find(id, request), CacheControl.noStore());
    }

    @GetMapping("/{id}/miniatura")
    ResponseEntity<Resource> small(@PathVariable UUID id, HttpServletRequest request) {
        return FileAnswer.of(media, find(id, request), Copy.SMALL, CacheControl.noStore());
    }

    /** Only of the talk whose key was shown. */
    private StoredFile find(UUID id, HttpServletRequest request) {
        return ChatFilter.key(request).flatMap(chats::find).flatMap(it -> log.file(it, id))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String refused(HttpStatus status, String why, HttpServletRequest request, HttpServletResponse response, Model model) {
        return page.refused(status, ChatFilter.key(request), "", why, model, response);
    }

    private ResponseEntity<?> problem(HttpStatus status, String why, HttpServletRequest request) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(Map.of("problem", frame.page(request).say(why)));
    }

    private static HttpStatus status(ChatOutcome outcome) {
        return switch (outcome) {
            case ChatOutcome.Said _ -> HttpStatus.OK;
            case ChatOutcome.Closed _, ChatOutcome.Ended _ -> HttpStatus.CONFLICT;
            case ChatOutcome.Unsuitable it -> switch (it.why()) {
                case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
                case "webchat.file.many" -> HttpStatus.TOO_MANY_REQUESTS;
                case "webchat.file.again" -> HttpStatus.SERVICE_UNAVAILABLE;
                default -> HttpStatus.UNPROCESSABLE_CONTENT;
            };
        };
    }
}
