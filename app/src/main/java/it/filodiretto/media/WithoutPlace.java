// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;

/**
 * Lets a film of the MP4 family through without what the telephone wrote into it: place, maker, owner. Boxes that tell such things
 * become free space of the same length, so that nothing else moves; what is no box at all passes as it is.
 *
 * @see <a href="https://mp4ra.org/registered-types/boxes">MP4 registration authority, boxes</a>
 */
final class WithoutPlace extends FilterOutputStream {

    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "udta");
    /** Apple's and 3GPP's place, and descriptions of every kind. */
    private static final Set<String> TOLD = Set.of("\u00a9xyz", "loci", "meta", "uuid");
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;
    private static final long TO_THE_END = Long.MAX_VALUE;

    private final ByteBuffer header = ByteBuffer.allocate(LONG_HEADER).limit(SHORT_HEADER);
    private final Deque<Long> containerEnds = new ArrayDeque<>();
    private long position;
    private long payloadLeft;
    private boolean blank;

    WithoutPlace(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        int end = from + count;
        while (at < end) {
            at += payloadLeft > 0 ? payload(bytes, at, end - at) : head(bytes[at]);
        }
    }

    private int payload(byte[] bytes, int from, int count) throws IOException {
        int some = (int) Math.min(count, payloadLeft);
        if (blank) {
            out.write(new byte[some]);
        } else {
            out.write(bytes, from, some);
        }
        position += some;
        payloadLeft -= payloadLeft == TO_THE_END ? 0 : some;
        return some;
    }

    private int head(byte next) throws IOException {
        if (header.position() == 0) {
            leaveContainers();
            if (payloadLeft > 0) {
                return 0;
            }
        }
        header.put(next);
        if (!header.hasRemaining()) {
            if (header.limit() == SHORT_HEADER && header.getInt(0) == 1) {
                header.limit(LONG_HEADER);
            } else {
                begin();
            }
        }
        return 1;
    }

    /** What is left of a container and too short for a box is padding. */
    private void leaveContainers() {
        while (!containerEnds.isEmpty() && position >= containerEnds.peek()) {
            containerEnds.pop();
        }
        if (!containerEnds.isEmpty() && containerEnds.peek() - position < SHORT_HEADER) {
            blank = false;
            payloadLeft = containerEnds.pop() - position;
        }
    }

    private void begin() throws IOException {
        var box = Arrays.copyOf(header.array(), header.limit());
        var type = new String(box, 4, 4, StandardCharsets.ISO_8859_1);
        long said = box.length == LONG_HEADER ? header.getLong(SHORT_HEADER) : Integer.toUnsignedLong(header.getInt(0));
        long size = said == 0 || said < box.length ? TO_THE_END : said - box.length;
        blank = TOLD.contains(type) && size != TO_THE_END;
        if (blank) {
            System.arraycopy("free".getBytes(StandardCharsets.ISO_8859_1), 0, box, 4, 4);
        }
        out.write(box);
        position += box.length;
        if (CONTAINERS.contains(type) && size != TO_THE_END) {
            containerEnds.push(position + size);
        } else {
            payloadLeft = size;
        }
        header.clear().limit(SHORT_HEADER);
    }

    /** A beginning that never became a box is no less a part of the file. */
    @Override
    public void flush() throws IOException {
        out.write(header.array(), 0, header.position());
        header.clear().limit(SHORT_HEADER);
        out.flush();
    }
}
