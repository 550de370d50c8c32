// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.citizen;

/** Two persons are about to become one; told in the same transaction, before anything changes: who must wait for somebody waits now. */
public record CitizensFoundSame(CitizenId from, CitizenId into) {}
