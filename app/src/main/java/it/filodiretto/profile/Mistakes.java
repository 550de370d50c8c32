// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in one file, so that all of it is told at once. */
final class Mistakes {

    private final String file;
    private final List<Mistake> found = new ArrayList<>();

    Mistakes(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void add(int line, String wrong, String allowed) {
        found.add(new Mistake(file, line, wrong, allowed));
    }

    List<Mistake> found() {
        return found.stream().sorted(Comparator.comparingInt(Mistake::line)).toList();
    }
}
