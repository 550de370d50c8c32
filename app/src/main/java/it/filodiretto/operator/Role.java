// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import static it.filodiretto.operator.Permission.ADMINISTER;
import static it.filodiretto.operator.Permission.ANSWER;
import static it.filodiretto.operator.Permission.ENROL;
import static it.filodiretto.operator.Permission.MANAGE_SUBSCRIBERS;
import static it.filodiretto.operator.Permission.SEE_CONTACTS;
import static it.filodiretto.operator.Permission.SEE_NOTICES;
import static it.filodiretto.operator.Permission.SEND_NOTICES;
import static it.filodiretto.operator.Permission.WRITE_NOTICES;

import java.util.Set;

/** What a town hall calls people by; what each may do is {@link #permissions}. */
public enum Role {

    /** Answers citizens, at the desk too: «operatore». */
    AGENT(Set.of(ANSWER, SEE_CONTACTS, SEE_NOTICES, ENROL)),
    /** Leads those who answer, and is told when people wait too long: «responsabile». */
    SUPERVISOR(Set.of(ANSWER, SEE_CONTACTS, SEE_NOTICES, ENROL)),
    /** Writes notices: «redazione». */
    EDITOR(Set.of(SEE_NOTICES, WRITE_NOTICES)),
    /** Signs and sends notices: «approva». */
    APPROVER(Set.of(SEE_NOTICES, WRITE_NOTICES, SEND_NOTICES)),
    /** Everything. */
    ADMIN(Set.of(Permission.values())),
    /** The data protection officer. Reserved for later. */
    DPO(Set.of(SEE_CONTACTS, MANAGE_SUBSCRIBERS, ADMINISTER));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    /** The role of this name, as an administrator types it. @throws IllegalArgumentException if there is none */
    public static Role named(String word) {
        try {
            return valueOf(word);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("No role " + word + ": there are AGENT, SUPERVISOR, EDITOR, APPROVER, ADMIN");
        }
    }

    /** What somebody with this role may do. */
    public Set<Permission> permissions() {
        return permissions;
    }
}
