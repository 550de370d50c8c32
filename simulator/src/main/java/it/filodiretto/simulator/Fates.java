// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The fates that are set; of several that concern a message the first decides. */
public final class Fates {

    private record Active(Fate fate, AtomicInteger struck) {

        /** Uses up a turn. */
        boolean takes() {
            return fate.times() < 0 || struck.getAndUpdate(it -> Math.min(it + 1, fate.times())) < fate.times();
        }

        boolean over() {
            return fate.times() >= 0 && struck.get() >= fate.times();
        }
    }

    private final List<Active> active = new CopyOnWriteArrayList<>();

    /** In place of an earlier one for the same number, category and sender. */
    public void set(Fate fate) {
        active.removeIf(it -> it.over() || fate.number() != null && same(it.fate, fate));
        active.add(new Active(fate, new AtomicInteger()));
    }

    /** The one for the same number, category and sender ends. */
    void remove(Fate fate) {
        active.removeIf(it -> same(it.fate, fate));
    }

    /** The number's own fates end; those of everybody stay. */
    public void clear(String number) {
        active.removeIf(it -> number.replaceAll("\\D", "").equals(it.fate.number()));
    }

    public void clear() {
        active.clear();
    }

    public List<Fate> all() {
        return active.stream().filter(it -> !it.over()).map(Active::fate).toList();
    }

    /** Each with the turns that it still has. */
    List<Fate> left() {
        return active.stream().filter(it -> !it.over())
                .map(it -> it.fate.times() < 0 ? it.fate : it.fate.times(it.fate.times() - it.struck.get())).toList();
    }

    /** Asking uses up a turn. */
    @Nullable Fate strike(String number, String category, String sender) {
        for (var it : active) {
            if (it.fate.concerns(number, category, sender) && it.takes()) {
                return it.fate;
            }
        }
        return null;
    }

    /** The code with which the number's messages fail later; 0 = they do not. */
    int later(String number) {
        return active.stream().map(Active::fate).filter(it -> number.equals(it.number()) && !it.now()).mapToInt(Fate::code).findFirst().orElse(0);
    }

    private static boolean same(Fate one, Fate other) {
        return java.util.Objects.equals(one.number(), other.number()) && java.util.Objects.equals(one.category(), other.category())
                && java.util.Objects.equals(one.phoneNumberId(), other.phoneNumberId());
    }
}
