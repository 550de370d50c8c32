// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What everybody may read of the town's notices: the archive, the page behind the link, the paper for the notice
 * board, alerts for programs.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "media", "broadcast", "drafting", "notice", "wording"})
@NullMarked
package it.filodiretto.noticeboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
