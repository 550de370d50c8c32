// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.time.ZoneId;

/**
 * The municipality as a page's frame shows it.
 *
 * @param name «Comune di Bientina»
 * @param office the service's name under it, for example «Sportello Comune Amico»
 * @param help who helps whom the service fails, and how: «Ufficio stampa, stampa@comune.example, 0587 758456»
 */
public record PageTown(String slug, String name, String office, ZoneId zone, String help) {}
