// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What somebody of the town hall must know and act on: shown on every page of the console, mailed to the administrators.
 *
 * <p>Door: {@link it.filodiretto.alarm.Alarms}.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "database", "municipality", "operator"})
@NullMarked
package it.filodiretto.alarm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
