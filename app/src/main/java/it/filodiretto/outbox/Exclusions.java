// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.outbox;

import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.Priority;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.outbox.RestraintTable.Restraint;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** To whom of a sending's people its message does not go now, and why. Civil protection tries everybody. */
@Component
public class Exclusions {

    static final Restraint BLOCKED = new Restraint("blocked",
        "Un operatore ha bloccato questa persona: finché il blocco resta, WhatsApp non le consegna nulla.");

    private final RestraintTable restraints;
    private final BlockTable blocks;

    Exclusions(RestraintTable restraints, BlockTable blocks) {
        this.restraints = restraints;
        this.blocks = blocks;
    }

    /** @param byTemplate who gets the template; what Meta keeps from them it does not keep from who gets free text */
    public Map<CitizenId, Restraint> of(BulkRow bulk, MessageContent template, Set<CitizenId> people, Set<CitizenId> byTemplate) {
        if (bulk.priority() == Priority.CIVIL_PROTECTION) {
            return Map.of();
        }
        var marketing = template instanceof MessageContent.Template it && it.category() == MetaCategory.MARKETING;
        var excluded = new HashMap<>(restraints.of(bulk.lane(), byTemplate, marketing));
        blocks.among(people).forEach(it -> excluded.put(it, BLOCKED));
        return excluded;
    }
}
