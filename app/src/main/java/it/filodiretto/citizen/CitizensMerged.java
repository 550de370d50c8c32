// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

/** Two persons turned out to be one; told in the same transaction. The first leads on to the second from now on. */
public record CitizensMerged(CitizenId from, CitizenId into) {}
