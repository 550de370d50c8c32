// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Pages that read everything: the console's home, the towns' public pages. Nobody uses this module.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "opening", "wording", "operator", "citizen", "subscription", "joining", "conversation", "outcome", "noticeboard", "notice"})
@NullMarked
package it.filodiretto.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
