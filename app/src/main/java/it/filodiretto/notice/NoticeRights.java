// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

import it.filodiretto.operator.CurrentOperator;
import it.filodiretto.operator.Permission;

/** Who may do what with notices. Who writes one may also send it, unless its topic wants a second signature ({@code Signatures}). */
public final class NoticeRights {

    private NoticeRights() {}

    public static void requireToSee() {
        CurrentOperator.require(Permission.SEE_NOTICES);
    }

    public static void requireToWrite() {
        CurrentOperator.require(Permission.WRITE_NOTICES);
    }

    public static void requireToSend() {
        if (!maySend()) {
            CurrentOperator.require(Permission.SEND_NOTICES);
        }
    }

    public static boolean mayWrite() {
        return CurrentOperator.may(Permission.WRITE_NOTICES);
    }

    public static boolean maySend() {
        return CurrentOperator.may(Permission.SEND_NOTICES) || mayWrite();
    }
}
