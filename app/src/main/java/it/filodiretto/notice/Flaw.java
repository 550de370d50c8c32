// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.notice;

/**
 * Something in a notice that must be mended.
 *
 * @param field name in the API and in the form: {@code title}, {@code districts/0}
 * @param words what to do, in Italian
 */
public record Flaw(String field, String words) {}
