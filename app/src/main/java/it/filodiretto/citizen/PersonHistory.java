// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import java.util.List;

/** What a module knows to have happened with a person, for the one list of it that operators see. Modules that know something declare a bean of it. */
public interface PersonHistory {

    /** The newest, so many at most; in any order. */
    List<PersonEvent> events(Person person, int most);
}
