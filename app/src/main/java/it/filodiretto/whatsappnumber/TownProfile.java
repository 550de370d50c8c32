// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import it.filodiretto.municipality.ContactChannel;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.opening.OpeningHours;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What the profile of a town's number would say, from what is known of the town: offered where nothing is said yet. */
@Component
class TownProfile {

    private final OpeningHours hours;
    private final String publicUrl;

    TownProfile(OpeningHours hours, @Value("${filodiretto.public-url}") String publicUrl) {
        this.hours = hours;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /** @param present {@code null}: not known */
    NumberProfile completed(Municipality town, @Nullable NumberProfile present) {
        var office = town.officeOf(ContactChannel.Kind.WHATSAPP);
        var own = new NumberProfile("Canale ufficiale del " + town.fullName(), office.place() == null ? "" : office.place(),
            "Messaggi del " + town.fullName() + ". " + office.name() + ": " + hours.weekInWords(office.timetable()) + ".",
            town.help().email() == null ? "" : town.help().email(), List.of(publicUrl + "/" + town.slug()), "");
        return present == null ? own : new NumberProfile(or(present.about(), own.about()), or(present.address(), own.address()),
            or(present.description(), own.description()), or(present.email(), own.email()),
            present.websites().isEmpty() ? own.websites() : present.websites(), present.photo());
    }

    private static String or(String said, String otherwise) {
        return said.isEmpty() ? otherwise : said;
    }
}
