// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

/** What a channel's account needs once before it can send. A channel that needs anything implements it. */
public interface ChannelSetUp {

    /** Does, for the current municipality, what is missing; harmless when nothing is. Returns before the provider has approved. */
    void prepare();
}
