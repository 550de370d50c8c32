// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The offices that answer: who works for which, within how long they answer, by which words and topics talks come to them, and which answers they have ready.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "operator", "opening", "wording"})
@NullMarked
package it.filodiretto.office;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
