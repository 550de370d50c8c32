// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.util.Optional;

/** The search in the console's head. The module that has people and their talks declares a bean of it. */
public interface HeadSearch {

    /** Where what is typed goes as {@code cerca}, below {@code /console/{slug}}; empty: this operator has nothing to look through. */
    Optional<String> place();
}
