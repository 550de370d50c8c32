// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.Recent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The people who work here, for those who need a name to show or an account to make. */
@Component
public class Operators {

    private final OperatorTable table;
    private final Passwords passwords;
    /** Asked for each line of a talk; a name is given once. */
    private final Recent<OperatorId, String> names = new Recent<>(Duration.ofMinutes(1), it -> nameOf(it));

    Operators(OperatorTable table, Passwords passwords) {
        this.table = table;
        this.passwords = passwords;
    }

    /** «Anna Rossi»; «Filodiretto» for one who is not known any more. */
    public String name(OperatorId id) {
        return names.of(id);
    }

    private String nameOf(OperatorId id) {
        return table.name(id.value()).orElse("Filodiretto");
    }

    /** Those of the current municipality who administer, demonstration accounts apart: who is told when something stops. */
    public List<Reachable> administrators() {
        return table.holders(Role.ADMIN, CurrentMunicipality.require().value());
    }

    /** Those of the current municipality who sign notices, demonstration accounts apart. */
    public List<Reachable> approvers() {
        return table.holders(Role.APPROVER, CurrentMunicipality.require().value());
    }

    /** Those of the current municipality who lead the others, demonstration accounts apart. */
    public List<Reachable> supervisors() {
        return table.holders(Role.SUPERVISOR, CurrentMunicipality.require().value());
    }

    /** Who works in the current municipality, by name. */
    public List<Colleague> colleagues() {
        return table.colleagues(CurrentMunicipality.require().value());
    }

    /** Those of them who may do this. */
    public List<Colleague> colleagues(Permission permission) {
        return colleagues().stream().filter(it -> it.may(permission)).toList();
    }

    /** Who worked in the current municipality, and may not enter any more. */
    public List<OperatorId> gone() {
        return table.gone(CurrentMunicipality.require().value());
    }

    /** Somebody who works here. */
    public record Colleague(OperatorId id, String name, Set<Role> roles) {

        public boolean may(Permission permission) {
            return roles.stream().anyMatch(it -> it.permissions().contains(permission));
        }
    }

    /** Where to write to somebody who still works here. */
    public Optional<String> email(OperatorId id) {
        return table.email(id.value());
    }

    /** Somebody, and where to write to. */
    public record Reachable(OperatorId id, String email) {}

    /** The one with this e-mail, if they work in the current municipality. */
    public Optional<OperatorId> find(String email) {
        return table.find(email.strip().toLowerCase(Locale.ROOT)).filter(it -> it.town().equals(CurrentMunicipality.require())).map(Operator::id);
    }

    /** False if the e-mail is taken. */
    public boolean add(MunicipalityId town, String email, String name, String password, Set<Role> roles) {
        return table.add(new Operator(new OperatorId(Ids.next()), town, email.strip().toLowerCase(Locale.ROOT), name, passwords.hash(password), roles, false));
    }

    boolean addForDemonstration(MunicipalityId town, String email, String name, Set<Role> roles) {
        return table.find(email).isEmpty()
            && table.add(new Operator(new OperatorId(Ids.next()), town, email, name, passwords.hash("demo"), roles, true));
    }
}
