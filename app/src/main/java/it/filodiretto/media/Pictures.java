// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;

/**
 * Makes pictures anew, as Meta takes them and without what the telephone wrote into them: place, time, owner. Whatever else
 * was hidden in the file does not survive either. One at a time, so that memory stays what it is.
 */
final class Pictures {

    static final int SHOWN_SIDE = 2560;
    static final int SMALL_SIDE = 480;
    /** Meta takes no larger picture. */
    static final long LARGEST = 5L << 20;
    private static final long MOST_PIXELS = 200_000_000L;
    private static final Semaphore ONE = new Semaphore(1, true);

    private Pictures() {}

    /** A picture without metadata. @param type {@code image/jpeg}, or {@code image/png} if it can be seen through */
    record Drawn(BufferedImage image, String type) {

        Drawn within(int side) throws IOException {
            return image.getWidth() <= side && image.getHeight() <= side ? this
                : new Drawn(Thumbnails.of(image).size(side, side).asBufferedImage(), type);
        }

        void writeTo(OutputStream out) throws IOException {
            Thumbnails.of(image).scale(1).outputFormat(type.equals("image/png") ? "png" : "jpg").outputQuality(0.85).toOutputStream(out);
        }

        /** As a JPEG on white: for what cannot be sent with transparency because it would be too large. */
        Drawn opaque() {
            var flat = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            var pen = flat.createGraphics();
            pen.drawImage(image, 0, 0, java.awt.Color.WHITE, null);
            pen.dispose();
            return new Drawn(flat, "image/jpeg");
        }
    }

    /** What is done with a picture while no other is in memory. */
    interface Work<T> {
        T with(Drawn drawn) throws IOException;
    }

    /** Whether a reader here understands its head, and it is no larger than any camera's. Takes little: no dot of it is read. */
    static boolean canDraw(SeekableByteChannel bytes) throws IOException {
        return read(bytes, (reader, _) -> true).isPresent();
    }

    /** With room for one picture's dots, which the others wait for. */
    static void alone(Runnable work) {
        ONE.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            ONE.release();
        }
    }

    /** To be called {@link #alone}. Empty if no reader here understands it, or it is larger than any camera's. */
    static <T> Optional<T> draw(SeekableByteChannel bytes, Work<T> work) throws IOException {
        var drawn = read(bytes, Pictures::drawn);
        return drawn.isPresent() ? Optional.of(work.with(drawn.get())) : Optional.empty();
    }

    private interface Reading<T> {
        T of(ImageReader reader, long longestSide) throws IOException;
    }

    /** @throws IOException if the bytes could not be had, whatever the reader made of that */
    private static <T> Optional<T> read(SeekableByteChannel bytes, Reading<T> reading) throws IOException {
        try (var input = new ChannelImageInput(bytes)) {
            var found = understood(input, reading);
            input.requireRead();
            return found;
        }
    }

    private static <T> Optional<T> understood(ChannelImageInput input, Reading<T> reading) {
        try {
            var readers = ImageIO.getImageReaders(input);
            return readers.hasNext() ? Optional.of(read(readers.next(), input, reading)) : Optional.empty();
        } catch (Unreadable _) {
            return Optional.empty();
        }
    }

    private static <T> T read(ImageReader reader, ChannelImageInput input, Reading<T> reading) throws Unreadable {
        try {
            reader.setInput(input, false, false);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width * height > MOST_PIXELS || hasMorePages(reader)) {
                throw new Unreadable(null);
            }
            return reading.of(reader, Math.max(width, height));
        } catch (IOException | RuntimeException e) {
            throw e instanceof Unreadable unreadable ? unreadable : new Unreadable(e);
        } finally {
            reader.dispose();
        }
    }

    /** A scan of many pages would be seen by its first alone. */
    private static boolean hasMorePages(ImageReader reader) throws IOException {
        try {
            return reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("tif") && reader.getWidth(1) > 0;
        } catch (IndexOutOfBoundsException _) {
            return false;
        }
    }

    private static Drawn drawn(ImageReader reader, long longestSide) throws IOException {
        var every = (int) Math.max(1, longestSide / SHOWN_SIDE);
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(every, every, 0, 0);
        var image = upright(reader, reader.read(0, how));
        var drawn = new Drawn(image, image.getColorModel().hasAlpha() ? "image/png" : "image/jpeg").within(SHOWN_SIDE);
        return drawn.type().equals("image/png") ? drawn : drawn.opaque();
    }

    /** As the telephone was held. */
    private static BufferedImage upright(ImageReader reader, BufferedImage image) throws IOException {
        try {
            var orientation = ExifUtils.getExifOrientation(reader, 0);
            return orientation == null ? image : ExifFilterUtils.getFilterForOrientation(orientation).apply(image);
        } catch (RuntimeException _) {
            return image;
        }
    }

    private static final class Unreadable extends IOException {

        Unreadable(@org.jspecify.annotations.Nullable Exception cause) {
            super("Not a picture that can be shown", cause);
        }
    }
}
