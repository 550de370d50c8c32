// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.privacy;

import it.filodiretto.citizen.ErasedPeople;
import it.filodiretto.shared.PhoneNumber;
import java.util.Collection;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the prints of erasures about numbers, in all the ways in which each is written. */
@Component
class ErasedNumbers implements ErasedPeople {

    private final ErasureTable table;

    ErasedNumbers(ErasureTable table) {
        this.table = table;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<PhoneNumber> among(Collection<PhoneNumber> phones) {
        var asked = new HashMap<PhoneNumber, PhoneNumber>();
        phones.forEach(phone -> phone.variants().forEach(it -> asked.putIfAbsent(it, phone)));
        return table.among(asked.keySet()).stream().map(asked::get).collect(Collectors.toSet());
    }
}
