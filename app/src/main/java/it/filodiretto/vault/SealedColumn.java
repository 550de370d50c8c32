// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

/** Where sealed values lie. @param context as what they were sealed */
public record SealedColumn(String table, String column, String context) {

    @Override
    public String toString() {
        return table + "." + column;
    }
}
