// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.drafting;

import it.filodiretto.media.Handed;
import it.filodiretto.media.Media;
import it.filodiretto.media.StoreOutcome;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.notice.Notice;
import it.filodiretto.notice.NoticeId;
import it.filodiretto.notice.NoticePicture;
import it.filodiretto.notice.NoticeRights;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The picture of a draft, with its words: {@code jte/drafting/picture.jte}. Whether it is one, its content tells. */
@Controller
@RequestMapping("/console/{slug}/avvisi/{id}/immagine")
class PictureController {

    private static final long LARGEST = 12L << 20;

    private final Notices notices;
    private final Media media;

    PictureController(Notices notices, Media media) {
        this.notices = notices;
        this.media = media;
    }

    @GetMapping
    String form(@PathVariable String slug, @PathVariable UUID id, Model model) {
        NoticeRights.requireToWrite();
        var notice = find(id);
        var picture = notice.content().details().picture();
        return notice.state().mayChange() ? page(notice, picture == null ? "" : picture.alt(), Map.of(), model) : "redirect:/console/" + slug + "/avvisi/" + id;
    }

    /** Another picture, or other words for the one there is. */
    @PostMapping
    String put(@PathVariable String slug, @PathVariable UUID id, @RequestParam(required = false) @Nullable MultipartFile foto,
            @RequestParam(defaultValue = "") String alt, Model model, HttpServletResponse response) throws IOException {
        NoticeRights.requireToWrite();
        var notice = find(id);
        var present = notice.content().details().picture();
        var handed = foto != null && !foto.isEmpty();
        var flaws = new LinkedHashMap<String, String>();
        if (alt.isBlank() || alt.strip().length() > NoticePicture.LONGEST_ALT) {
            flaws.put("alt", notices.say(alt.isBlank() ? "broadcast.picture.no-alt" : "broadcast.picture.long-alt"));
        }
        if (!handed && present == null) {
            flaws.put("foto", notices.say("broadcast.picture.none"));
        }
        var file = !flaws.isEmpty() ? null : handed && foto != null ? keep(foto, flaws) : present == null ? null : present.file();
        if (file == null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(notice, alt, flaws, model);
        }
        var picture = new NoticePicture(file, alt);
        if (!notices.illustrate(notice.id(), picture)) {
            forget(picture);
            return "redirect:/console/" + slug + "/avvisi/" + id + "?tardi";
        }
        forget(present == null || present.file().equals(file) ? null : present);
        return "redirect:/console/" + slug + "/avvisi/" + id + "/testo";
    }

    @PostMapping("/rimozione")
    String remove(@PathVariable String slug, @PathVariable UUID id) throws IOException {
        NoticeRights.requireToWrite();
        var notice = find(id);
        if (!notices.illustrate(notice.id(), null)) {
            return "redirect:/console/" + slug + "/avvisi/" + id + "?tardi";
        }
        forget(notice.content().details().picture());
        return "redirect:/console/" + slug + "/avvisi/" + id + "/testo";
    }

    /** Null, with the reason among the flaws, if it is no picture. */
    private @Nullable UUID keep(MultipartFile foto, Map<String, String> flaws) throws IOException {
        try (var bytes = foto.getInputStream()) {
            return switch (media.store(foto.getOriginalFilename(), new Handed(bytes, LARGEST, null))) {
                case StoreOutcome.Kept(var file) when file.isPicture() -> file.id().value();
                case StoreOutcome.Kept(var file) -> {
                    media.erase(file.id());
                    flaws.put("foto", notices.say("broadcast.picture.no-picture"));
                    yield null;
                }
                case StoreOutcome.Refused(var code, var reason) -> {
                    flaws.put("foto", code.equals("forbidden") ? notices.say("broadcast.picture.no-picture") : reason);
                    yield null;
                }
                case StoreOutcome.TryAgain _ -> {
                    flaws.put("foto", notices.say("broadcast.picture.again"));
                    yield null;
                }
            };
        }
    }

    /** Unless another notice shows it too. */
    private void forget(@Nullable NoticePicture picture) throws IOException {
        if (picture != null && !notices.shows(picture)) {
            media.erase(new StoredFileId(picture.file()));
        }
    }

    private String page(Notice notice, String alt, Map<String, String> flaws, Model model) {
        model.addAttribute("notice", notice);
        model.addAttribute("alt", alt);
        model.addAttribute("flaws", flaws);
        return "drafting/picture";
    }

    private Notice find(UUID id) {
        return notices.find(new NoticeId(id)).orElseThrow(NoticeController::notHere);
    }
}
