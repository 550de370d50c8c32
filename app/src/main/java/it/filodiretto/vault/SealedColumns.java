// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import java.util.List;

/** Whoever keeps sealed values says where, so that a new key can seal them anew. */
public interface SealedColumns {

    List<SealedColumn> sealedColumns();
}
