// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a notice is: its words, its kinds and their rules, its picture, where it stands; its row and that of its sending.
 */
@ApplicationModule(allowedDependencies = {"page", "municipality", "operator", "citizen", "messaging", "channel", "wording"})
@NullMarked
package it.filodiretto.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
