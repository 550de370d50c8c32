// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.time.ZoneId;

/**
 * The municipality as a page's frame shows it.
 *
 * @param name «Comune di Bientina»
 * @param office the service's name under it, for example «Sportello Comune Amico»
 */
public record PageTown(String slug, String name, String office, ZoneId zone) {}
