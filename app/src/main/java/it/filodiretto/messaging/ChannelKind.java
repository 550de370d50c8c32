// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

/** By which means a message travels. */
public enum ChannelKind {
    WHATSAPP
}
