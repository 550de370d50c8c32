// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.transcoding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What a film of the MP4 family says of its pictures: its boxes lie one after the other and in one another, those that describe it before
 * the frames or behind them.
 *
 * @see <a href="https://mp4ra.org/registered-types/sampleentries">MP4 registration authority, sample entries</a>
 */
public final class Film {

    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "stbl");
    /** H.265, as iPhones and newer telephones record; also below Dolby Vision. */
    private static final Set<String> HEVC = Set.of("hvc1", "hev1", "dvh1", "dvhe");
    private static final int MOST_BOXES = 10_000;
    private static final int DEPTH = 5;
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;
    /** Of the list of sample entries, before the first. */
    private static final int VERSION_AND_COUNT = 8;

    private final SeekableByteChannel bytes;
    private int boxes;

    private Film(SeekableByteChannel bytes) {
        this.bytes = bytes;
    }

    /** Whether its pictures are H.265, which Meta takes from nobody. False of what is no film. */
    public static boolean isHevc(SeekableByteChannel bytes) throws IOException {
        return new Film(bytes).tellsHevc(0, bytes.size(), 0);
    }

    private boolean tellsHevc(long start, long end, int depth) throws IOException {
        long at = start;
        while (at + SHORT_HEADER <= end && boxes++ < MOST_BOXES) {
            var header = header(at);
            long size = Integer.toUnsignedLong(header.getInt(0));
            var type = StandardCharsets.ISO_8859_1.decode(header.slice(4, 4)).toString();
            int head = size == 1 ? LONG_HEADER : SHORT_HEADER;
            long next = size == 0 ? end : at + (size == 1 ? header.getLong(SHORT_HEADER) : size);
            if (next < at + head || next > end) {
                return false;
            }
            if (HEVC.contains(type) && depth == DEPTH + 1 || depth < DEPTH && CONTAINERS.contains(type) && tellsHevc(at + head, next, depth + 1)
                    || depth == DEPTH && type.equals("stsd") && tellsHevc(at + head + VERSION_AND_COUNT, next, depth + 1)) {
                return true;
            }
            at = next;
        }
        return false;
    }

    /** Zeros where the file ends before. */
    private ByteBuffer header(long at) throws IOException {
        var header = ByteBuffer.allocate(LONG_HEADER);
        bytes.position(at);
        while (header.hasRemaining() && bytes.read(header) >= 0) {
            // goes on
        }
        return header.clear();
    }
}
