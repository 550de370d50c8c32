// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import it.filodiretto.municipality.MunicipalityId;

/**
 * One sender account of one channel: a WhatsApp number, a mail relay. One node at a time sends on it.
 *
 * @param account the channel's own name of it, such as Meta's {@code phone_number_id}
 */
public record Lane(LaneId id, MunicipalityId town, ChannelKind channel, String account) {}
