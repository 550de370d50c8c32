// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A WhatsApp Business Account: owner of numbers and templates, what an app subscribes to. */
final class Business {

    private final String id;
    private final String portfolio;
    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private volatile boolean subscribed;
    private volatile boolean left;
    private volatile @Nullable URI override;

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
        left = subscribed && !yes || left && !yes;
        subscribed = yes;
    }

    /** The app's subscription was ended: no webhook comes. One that never began is not held against anybody. */
    boolean left() {
        return left;
    }

    @Nullable URI override() {
        return override;
    }

    void override(@Nullable URI address) {
        override = address;
    }
}
