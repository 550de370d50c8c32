// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.chatpage;

import it.filodiretto.channel.Postman;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.MunicipalityId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Component;

/** Keeps the letters of the towns that hang it out. The true one is tried in {@code MailTest}. */
@Component
@NullMarked
class LetterBox implements Postman {

    record Letter(String address, String subject, String text) {}

    private final Set<MunicipalityId> towns = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;
    final List<Letter> letters = new CopyOnWriteArrayList<>();

    void hangOut(MunicipalityId town) {
        letters.clear();
        towns.add(town);
        broken = false;
    }

    void isBroken(boolean yes) {
        broken = yes;
    }

    @Override
    public boolean isThere() {
        return towns.contains(CurrentMunicipality.require());
    }

    @Override
    public boolean post(String address, String subject, String text) {
        return !broken && letters.add(new Letter(address, subject, text));
    }
}
