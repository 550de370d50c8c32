// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.Person;
import it.filodiretto.shared.PhoneNumber;
import java.util.List;
import java.util.stream.Collectors;

/** A person as the console shows her: what is kept, counted. @param shown masked; @param revealed empty: the number was not asked for */
record PersonView(Person person, String shown, String revealed, String name, List<Kept> kept) {

    record Kept(String title, int count) {}

    static PersonView of(Dossier dossier, boolean revealed) {
        var person = dossier.person();
        var kept = dossier.sections().stream().map(it -> new Kept(it.title(), it.rows().size())).filter(it -> it.count() > 0).collect(Collectors.toList());
        if (!dossier.files().isEmpty()) {
            kept.add(new Kept("File", dossier.files().size()));
        }
        return new PersonView(person, person.shown(), !revealed ? "" : whole(person), revealed && person.profileName() != null ? person.profileName() : "", kept);
    }

    private static String whole(Person person) {
        return person.phones().isEmpty() ? "senza numero" : person.phones().stream().map(PhoneNumber::whole).collect(Collectors.joining(", "));
    }
}
