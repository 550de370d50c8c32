// SPDX-License-Identifier: AGPL-3.0-or-later
/** The whole product from outside: real processes, killed and frozen, and the simulator at the far end. */
@NullMarked
package it.filodiretto.outside;

import org.jspecify.annotations.NullMarked;
