// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.conversation;

import it.filodiretto.messaging.ChannelKind;
import java.util.List;

/** Which talks somebody sees: those with these offices, by these channels. A channel that only sends is none of them. */
public record Sight(List<String> offices, List<ChannelKind> channels) {

    static final Sight NOTHING = new Sight(List.of(), List.of());

    public boolean has(Conversation talk) {
        return offices.contains(talk.office()) && channels.contains(talk.channel());
    }

    /** For {@code = any(…)}. */
    public String[] officeCodes() {
        return offices.toArray(String[]::new);
    }

    /** For {@code = any(…)}. */
    public String[] channelNames() {
        return channels.stream().map(Enum::name).toArray(String[]::new);
    }
}
