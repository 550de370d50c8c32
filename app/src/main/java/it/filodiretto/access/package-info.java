// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * How people and programs come in: sessions, the keys of programs, what each request must show, and for which municipality it is.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator"})
@NullMarked
package it.filodiretto.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
