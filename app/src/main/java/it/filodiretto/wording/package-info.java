// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What the town words for itself: topics, sentences, keywords; and what clerks edit of all that, and of its hours, on
 * screen.
 *
 * <p>Doors: {@link it.filodiretto.wording.Topics}, {@link it.filodiretto.wording.Texts}, {@link
 * it.filodiretto.wording.TownKeywords} to read, {@link it.filodiretto.wording.Pieces} to edit.
 */
@ApplicationModule(allowedDependencies = {"shared", "municipality", "opening"})
@NullMarked
package it.filodiretto.wording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
