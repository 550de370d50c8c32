// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator with Santa Fiora's number, and what the town hall's side hears of it. To be extended. */
abstract class SimulatedTown {

    TownHall town;
    Simulator simulator;
    Account account;

    @BeforeEach
    void connect() throws Exception {
        town = new TownHall();
        simulator = Simulator.start(SimulatorSettings.forTests().webhook(town.webhook()));
        account = simulator.addAccount("100", "1000", "+39 366 3476285", "Santa Fiora");
    }

    @AfterEach
    void disconnect() {
        simulator.close();
        town.close();
    }
}
