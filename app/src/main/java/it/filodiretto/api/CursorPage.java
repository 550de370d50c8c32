// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A part of a long list. {@code next} is the cursor of the part that follows, null at the end; the program sends it back as
 * {@code ?after=…}. What a cursor holds is the controller's own matter.
 */
public record CursorPage<T>(List<T> items, @Nullable String next) {

    public CursorPage {
        items = List.copyOf(items);
    }

    /** The answer, with {@code Link: <…?after=…>; rel="next"} where there is more. */
    public ResponseEntity<CursorPage<T>> answer() {
        var answer = ResponseEntity.ok();
        if (next != null) {
            var link = ServletUriComponentsBuilder.fromCurrentRequest().replaceQueryParam("after", "{next}").build(next);
            answer.header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\"");
        }
        return answer.body(this);
    }
}
