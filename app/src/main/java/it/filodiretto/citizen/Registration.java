// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

/** Whether people have said that they want to use the town's channel. The module that keeps their choice implements it. */
public interface Registration {

    boolean isRegistered(CitizenId citizen);

    /** In the person's stead, who asked for it. */
    void register(CitizenId citizen);
}
