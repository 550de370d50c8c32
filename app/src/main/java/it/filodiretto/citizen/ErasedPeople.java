// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

import it.filodiretto.shared.PhoneNumber;
import java.util.Collection;
import java.util.Set;

/** Whoever had these numbers and was erased: known by a keyed print alone, which leads to nobody. Who keeps the prints implements it. */
public interface ErasedPeople {

    /** In the current municipality. */
    Set<PhoneNumber> among(Collection<PhoneNumber> phones);
}
