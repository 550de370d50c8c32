// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import java.time.Duration;

/** What came of a login. */
public sealed interface LoginOutcome {
    record Welcome(OperatorPrincipal who) implements LoginOutcome {}
    record WrongPair() implements LoginOutcome {}
    record TooManyAttempts(Duration pause) implements LoginOutcome {}
}
