// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

/** The insert by which a webhook body is stored, as pgbench takes it: one row, one commit. */
final class InsertOfTheStore {

    private InsertOfTheStore() {}

    /** @param bytes of the body; sealing adds about 33 */
    static String sql(int bytes) {
        return "insert into webhook_call (id, received_at, urgent, sealed, handled_at) values (gen_random_uuid(), now(), false, "
            + "decode(repeat('ab', " + (bytes + 33) + "), 'hex'), now());\n";
    }
}
