// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Says where a list goes on. */
public final class CursorLinks {

    private CursorLinks() {}

    /** The page as an answer, with {@code Link: <…?after=…>; rel="next"} where there is more. */
    public static <T> ResponseEntity<CursorPage<T>> answer(CursorPage<T> page) {
        var answer = ResponseEntity.ok();
        if (page.next() != null) {
            var link = ServletUriComponentsBuilder.fromCurrentRequest().replaceQueryParam("after", "{next}").build(page.next());
            answer.header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\"");
        }
        return answer.body(page);
    }
}
