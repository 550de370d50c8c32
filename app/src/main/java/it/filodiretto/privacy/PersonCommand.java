// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.citizen.Citizens;
import it.filodiretto.citizen.PersonalRecords;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.operator.Audit;
import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** {@code bin/admin person …}: one person's rights, where the console cannot be reached. */
@Component
@AdminCommand.Help("""
    person export SLUG NUMBER FILE.zip     all that is kept of whoever has this number
    person erase SLUG NUMBER "REASON"      for good; the bare proof of consent stays""")
class PersonCommand implements AdminCommand {

    private final Municipalities municipalities;
    private final Citizens citizens;
    private final Dossiers dossiers;
    private final Erasures erasures;
    private final Audit audit;

    PersonCommand(Municipalities municipalities, Citizens citizens, Dossiers dossiers, Erasures erasures, Audit audit) {
        this.municipalities = municipalities;
        this.citizens = citizens;
        this.dossiers = dossiers;
        this.erasures = erasures;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "person";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) {
        if (arguments.size() != 4) {
            throw new IllegalArgumentException("Say what to do, in which municipality, with which number, and where to or why");
        }
        var town = municipalities.find(arguments.get(1))
            .orElseThrow(() -> new IllegalArgumentException("No municipality " + arguments.get(1) + " is served"));
        var phone = PhoneNumber.parse(arguments.get(2)).orElseThrow(() -> new IllegalArgumentException("The second is not a telephone number"));
        CurrentMunicipality.inTown(town.id(), () -> {
            var citizen = citizens.find(phone).orElseThrow(() -> new RefusedAtStart("Nobody with this number is known in " + town.slug() + "."));
            switch (arguments.getFirst()) {
                case "export" -> export(citizen, Path.of(arguments.get(3)), out);
                case "erase" -> erase(citizen, arguments.get(3), out);
                default -> throw new IllegalArgumentException("Say what to do");
            }
        });
    }

    private void export(CitizenId citizen, Path file, PrintStream out) {
        try (var stream = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            dossiers.pack(dossiers.of(citizen).orElseThrow(), stream);
        } catch (IOException e) {
            throw new RefusedAtStart("The file " + file + " could not be written: " + e);
        }
        audit.record("person.export", Map.of("citizen", citizen.toString(), "by", "bin/admin"));
        out.println("Written: " + file + ". It holds personal data: hand it over and delete it.");
    }

    private void erase(CitizenId citizen, String reason, PrintStream out) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Say why");
        }
        try {
            var erased = erasures.erase(citizen, reason.strip()).orElseThrow();
            out.println("Erased. The proof is " + erased.id() + ". Backups made before still hold the person: see docs/operations/privacy.md.");
        } catch (PersonalRecords.NotYet _) {
            throw new RefusedAtStart("Something of this person is on its way just now. Try again in a minute.");
        }
    }
}
