// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

/** How Meta classifies, and prices, the template of a notice. */
public enum MetaCategory {
    UTILITY,
    MARKETING
}
