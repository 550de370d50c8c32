// SPDX-License-Identifier: AGPL-3.0-or-later
/** A fake of Meta's WhatsApp Cloud API, with a page of telephones. It never reaches a real person. */
@org.jspecify.annotations.NullMarked
package it.filodiretto.simulator;
