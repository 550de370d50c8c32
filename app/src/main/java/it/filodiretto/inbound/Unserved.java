// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

/** How often, on one day, people called or sent what the town does not accept. */
public record Unserved(long calls, long refused) {}
