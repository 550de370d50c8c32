// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every accepted send, in order, in as little memory as will do: hundreds of thousands of rows are usual. */
final class Ledger {

    /** One row. The id is not in it: it follows from the sequence. */
    record Row(long sequence, Account account, Recipient recipient, @Nullable String opaque, Instant at) {}

    private final long nonce = new SecureRandom().nextLong();
    private final List<Row> rows = new ArrayList<>();
    private final byte[][] bodies;

    Ledger(int bodiesKept) {
        bodies = new byte[Math.max(1, bodiesKept)][];
    }

    synchronized Row add(Account account, Recipient recipient, @Nullable String opaque, byte[] body) {
        var row = new Row(rows.size() + 1L, account, recipient, opaque, Instant.now());
        rows.add(row);
        bodies[(int) (row.sequence % bodies.length)] = body;
        return row;
    }

    synchronized int size() {
        return rows.size();
    }

    synchronized List<AcceptedMessage> after(long sequence, int limit) {
        var from = (int) Math.clamp(sequence, 0, rows.size());
        return rows.subList(from, from + Math.min(rows.size() - from, limit)).stream().map(this::view).toList();
    }

    /** The rows of one number, oldest first; looks through the whole ledger. */
    synchronized List<Row> of(String number) {
        return rows.stream().filter(it -> it.recipient.number().equals(number)).toList();
    }

    /** The request, if it is still kept. */
    synchronized byte @Nullable [] body(long sequence) {
        return rows.size() - sequence < bodies.length ? bodies[(int) (sequence % bodies.length)] : null;
    }

    /** A message's id: opaque to the reader, different in each run. */
    String id(long sequence) {
        var bytes = ByteBuffer.allocate(18).putShort((short) 0x1d06).putLong(nonce).putLong(sequence).array();
        return "wamid.HBgMMzkwMDAwMDAwMDAwFQIAERgS" + Base64.getEncoder().encodeToString(bytes);
    }

    private AcceptedMessage view(Row row) {
        var body = body(row.sequence);
        var recipient = row.recipient;
        return new AcceptedMessage(
                row.sequence, id(row.sequence), row.account.phoneNumberId(), recipient.to(), recipient.named(), row.opaque,
                body == null ? null : new String(body, StandardCharsets.UTF_8), row.at);
    }
}
