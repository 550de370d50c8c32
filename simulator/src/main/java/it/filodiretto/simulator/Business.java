// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WhatsApp Business Account: owner of numbers and templates, what an app subscribes to. */
final class Business {

    private final String id;
    private final String portfolio;
    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private volatile boolean subscribed;

    Business(String id, String portfolio) {
        this.id = id;
        this.portfolio = portfolio;
    }

    String id() {
        return id;
    }

    String portfolio() {
        return portfolio;
    }

    List<Account> accounts() {
        return accounts;
    }

    boolean subscribed() {
        return subscribed;
    }

    void subscribed(boolean yes) {
        subscribed = yes;
    }
}
