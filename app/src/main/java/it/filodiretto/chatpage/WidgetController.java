// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The button's script, for any page of any site: {@code static/widget.js}. It knows no town before a page names one. It
 * leaves without indentation and comments, but for its licence: each page of other sites waits for it.
 */
@RestController
class WidgetController {

    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    private final String script;

    WidgetController() throws IOException {
        script = new ClassPathResource("static/widget.js").getContentAsString(StandardCharsets.UTF_8).lines().map(String::strip)
            .filter(it -> !it.startsWith("//") || it.startsWith("// SPDX") || it.startsWith("// Copyright")).collect(Collectors.joining("\n"));
    }

    @GetMapping("/widget.js")
    ResponseEntity<String> script() {
        return ResponseEntity.ok().contentType(SCRIPT).cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic())
            .header("Access-Control-Allow-Origin", "*").header("Cross-Origin-Resource-Policy", "cross-origin").body(script);
    }
}
