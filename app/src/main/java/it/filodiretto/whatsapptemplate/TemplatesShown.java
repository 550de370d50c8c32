// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.municipality.Municipality;

/** Somebody is about to see how the town's templates stand: what Meta says now should be known. */
public record TemplatesShown(Municipality town) {}
