// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a notice beside its text; each may be missing.
 *
 * @param place streets, squares, schools
 * @param until afterwards the notice is of no use, and does not leave any more
 * @param link further reading, beginning with {@code https://}
 * @param drill «esercitazione»: reaches only the volunteers
 * @param picture null: none
 */
public record NoticeDetails(NoticeKind kind, String place, @Nullable Instant from, @Nullable Instant until, String whatToDo, String detour,
        String link, boolean drill, @Nullable NoticePicture picture) {

    public static final NoticeDetails NONE = new NoticeDetails(NoticeKind.GENERAL, "", null, null, "", "", "", false);

    public NoticeDetails {
        place = NoticeText.clean(place);
        whatToDo = NoticeText.clean(whatToDo);
        detour = NoticeText.clean(detour);
        link = NoticeText.clean(link);
    }

    /** Without a picture. */
    public NoticeDetails(NoticeKind kind, String place, @Nullable Instant from, @Nullable Instant until, String whatToDo, String detour, String link, boolean drill) {
        this(kind, place, from, until, whatToDo, detour, link, drill, null);
    }

    /** Whether the notice is of no use any more. */
    public boolean isOver(Instant now) {
        return until != null && !until.isAfter(now);
    }

    public NoticeDetails showing(@Nullable NoticePicture shown) {
        return new NoticeDetails(kind, place, from, until, whatToDo, detour, link, drill, shown);
    }

    /** For the signature; empty if there is nothing to sign. */
    List<String> signed() {
        var signed = new ArrayList<String>();
        if (!equals(NONE)) {
            signed.addAll(List.of(kind.name(), place, Objects.toString(from, ""), Objects.toString(until, ""), whatToDo, detour, link, String.valueOf(drill)));
        }
        if (picture != null) {
            signed.addAll(List.of(picture.file().toString(), picture.alt()));
        }
        return signed;
    }
}
