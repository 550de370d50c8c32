// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.time.Duration;

/** More is asked than this machine can answer: what a program hears, whoever finds it out. */
public final class Busy {

    public static final String CODE = "busy";
    public static final String DETAIL = "The system is very busy: ask again in some seconds";
    /** When to come again. */
    public static final Duration AGAIN = Duration.ofSeconds(3);

    private Busy() {}
}
