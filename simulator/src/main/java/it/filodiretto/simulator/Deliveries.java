// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** What happens on telephones as messages move on. */
interface Deliveries {

    /** @return false if the telephone is off; the message then waits for it */
    boolean arrive(Ledger.Row row, Price price);

    void read(Ledger.Row row);
}
