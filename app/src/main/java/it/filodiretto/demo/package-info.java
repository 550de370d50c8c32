// SPDX-License-Identifier: AGPL-3.0-or-later
/** Fills the five towns with believable data, through the other modules' doors, where the profile {@code demo} is active. Nobody uses it. */
@ApplicationModule(allowedDependencies = {"shared", "municipality", "wording", "operator", "citizen", "messaging", "channel", "inbound", "subscription", "conversation", "noticeboard", "notice", "drafting"})
@NullMarked
package it.filodiretto.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
