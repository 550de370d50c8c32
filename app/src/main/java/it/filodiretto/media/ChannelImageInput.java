// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/** Lets picture readers read what is sealed without an opened copy on disk or in memory. */
final class ChannelImageInput extends ImageInputStreamImpl {

    private final SeekableByteChannel channel;
    private final ByteBuffer ahead = ByteBuffer.allocate(16 << 10).limit(0);
    private long aheadFrom;
    private @Nullable IOException failure;

    ChannelImageInput(SeekableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (!fill()) {
            return -1;
        }
        streamPos++;
        return ahead.get() & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var some = Math.min(count, ahead.remaining());
        ahead.get(bytes, from, some);
        streamPos += some;
        return some;
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (IOException _) {
            return -1;
        }
    }

    /** @return false at the end */
    private boolean fill() throws IOException {
        var offset = streamPos - aheadFrom;
        if (offset >= 0 && offset < ahead.limit()) {
            ahead.position((int) offset);
            return true;
        }
        ahead.clear();
        var some = readOn();
        aheadFrom = streamPos;
        ahead.flip();
        return some > 0;
    }

    private int readOn() throws IOException {
        try {
            channel.position(streamPos);
            var some = channel.read(ahead);
            while (some == 0) {
                some = channel.read(ahead);
            }
            return some;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** @throws IOException if bytes could not be had, which a reader may take for a picture that is none */
    void requireRead() throws IOException {
        if (failure != null) {
            throw new IOException("The bytes of a picture could not be read", failure);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
