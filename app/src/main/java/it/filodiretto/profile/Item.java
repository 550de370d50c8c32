// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

/** A text of a profile and the line where it stands. */
record Item(String text, int line) {}
