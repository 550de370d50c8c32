// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The telephones somebody has looked at, by number; in the order in which they were first looked at. */
final class Phones {

    private final Map<String, Phone> byNumber = new ConcurrentHashMap<>();
    private final List<Phone> inOrder = new CopyOnWriteArrayList<>();

    @Nullable Phone find(String number) {
        return byNumber.get(number);
    }

    /** Adds it unless it is there. */
    Phone add(Phone phone) {
        var known = byNumber.putIfAbsent(phone.number(), phone);
        if (known != null) {
            return known;
        }
        inOrder.add(phone);
        return phone;
    }

    void alias(String number, Phone phone) {
        byNumber.put(number, phone);
    }

    List<Phone> all() {
        return inOrder;
    }
}
