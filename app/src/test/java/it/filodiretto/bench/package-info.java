// SPDX-License-Identifier: AGPL-3.0-or-later
/** {@code bin/bench}: each line a ratio to the limit of the machine, measured side by side in one run. */
@NullMarked
package it.filodiretto.bench;

import org.jspecify.annotations.NullMarked;
