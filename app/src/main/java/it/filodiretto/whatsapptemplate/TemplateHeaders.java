// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import java.util.List;

/** What may stand above a template's text, in the order to choose from. */
final class TemplateHeaders {

    static final List<Choice> ALL = List.of(new Choice("", "Niente"), new Choice("TEXT", "Un titolo"), new Choice("IMAGE", "Una foto"), new Choice("VIDEO", "Un video"),
        new Choice("DOCUMENT", "Un documento"), new Choice("LOCATION", "Una posizione sulla mappa"));

    private TemplateHeaders() {}

    /** @param format Meta's; empty: none */
    record Choice(String format, String words) {}
}
