// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What the town hall does, as figures for everybody: the page {@code /{slug}/numeri} and its open data. Nobody uses this module.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "messaging", "outbox", "conversation"})
@NullMarked
package it.filodiretto.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
