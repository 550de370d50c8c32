// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.broadcast;

import org.jspecify.annotations.Nullable;

/**
 * How people will read a notice, and whom it reaches.
 *
 * @param freeText to those who wrote in the last 24 hours
 * @param template to the others
 * @param shortened whether the end of the text stands on the page behind the link only
 * @param trouble why the template cannot be used now; empty: it can
 * @param numbers null as long as no topic is chosen
 */
record PreviewView(Bubble freeText, Bubble template, boolean shortened, String trouble, @Nullable Preflight numbers, boolean maySend) {}
