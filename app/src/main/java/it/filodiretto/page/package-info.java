// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Layouts, links to assets and common fragments of every page.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {"shared"})
@NullMarked
package it.filodiretto.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
