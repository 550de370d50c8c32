// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Lists of people who subscribed on paper, brought in from a spreadsheet: read, checked line by line, told beforehand, taken,
 * reported. Nobody uses this module.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "vault", "municipality", "wording", "operator", "citizen", "subscription"})
@NullMarked
package it.filodiretto.enrolment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
