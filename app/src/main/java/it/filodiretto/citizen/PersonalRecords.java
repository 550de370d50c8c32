// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.Ordered;

/**
 * What a module keeps of people, so that it can be handed over and erased. Every module with a table that names a person
 * declares a bean of it; who adds such a table and forgets is told by {@code PersonalRecordsTest}.
 */
public interface PersonalRecords extends Ordered {

    /** The module's tables with rows of one person each. */
    Set<String> tables();

    /** All that the person is entitled to read, for a file. */
    List<RecordSection> sections(Person person);

    /** Files that the person sent or got alone: handed over and erased with the rest. Ids of {@code media}. */
    default Set<UUID> files(Person person) {
        return Set.of();
    }

    /** What stays after an erasure: that something was, and when, without the person's words or identities. */
    default List<Map<String, String>> proof(Person person) {
        return List.of();
    }

    /**
     * Erases it all, in the transaction of the others.
     *
     * @throws NotYet if something of the person is on its way just now; everything stays as it was
     */
    void erase(Person person);

    /** Those that others refer to are erased last; it makes no difference to anybody else. */
    @Override
    default int getOrder() {
        return 0;
    }

    /** The same call will succeed shortly. The message is Italian, for people. */
    final class NotYet extends RuntimeException {

        private static final long serialVersionUID = 1;

        public NotYet(String words) {
            super(words);
        }
    }
}
