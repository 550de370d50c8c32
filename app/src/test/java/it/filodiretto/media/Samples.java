// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;

/** Small files of many kinds, made here. */
@NullMarked
public final class Samples {

    /** What {@link #photo} says of where it was taken. */
    public static final String PLACE = "43.4633N 11.8797E";

    private Samples() {}

    /** A JPEG lying on its side, as telephones write them, that says where it was taken. */
    public static byte[] photo(int width, int height) {
        var plain = picture("jpg", width, height, BufferedImage.TYPE_INT_RGB);
        var out = new ByteArrayOutputStream();
        var exif = exif();
        out.write(plain, 0, 2);
        out.write(0xff);
        out.write(0xe1);
        out.write((exif.length + 2) >> 8);
        out.write(exif.length + 2);
        out.writeBytes(exif);
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }

    /** Orientation 6 (turn right), and an image description that names the place. */
    private static byte[] exif() {
        try {
            var out = new ByteArrayOutputStream();
            var data = new DataOutputStream(out);
            var place = (PLACE + "\0").getBytes(StandardCharsets.US_ASCII);
            data.write("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
            data.writeInt(8);
            data.writeShort(2);
            data.writeShort(0x010e);
            data.writeShort(2);
            data.writeInt(place.length);
            data.writeInt(8 + 2 + 24 + 4);
            data.writeShort(0x0112);
            data.writeShort(3);
            data.writeInt(1);
            data.writeShort(6);
            data.writeShort(0);
            data.writeInt(0);
            data.write(place);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With transparency. */
    public static byte[] png(int width, int height) {
        return picture("png", width, height, BufferedImage.TYPE_INT_ARGB);
    }

    public static byte[] picture(String format, int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, 0xff000000 | (x * 255 / width) << 16 | (y * 255 / height) << 8 | 0x40);
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A TIFF of so many pages, as offices scan them. */
    public static byte[] scan(int pages) {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("tif").next();
        try (var to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < pages; i++) {
                writer.writeToSequence(new IIOImage(new BufferedImage(60, 80, BufferedImage.TYPE_BYTE_BINARY), null, null), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A lossless WebP of one colour, half of it light if it can be seen through: a head of bits, and no bit for a pixel. */
    public static byte[] webp(int width, int height, boolean seenThrough) {
        var bits = new BitSet();
        int at = write(bits, 0, 0x2f, 8);
        at = write(bits, at, width - 1, 14);
        at = write(bits, at, height - 1, 14);
        at = write(bits, at, seenThrough ? 1 : 0, 1);
        at = write(bits, at, 0, 3 + 3);                        // version; no transform, no cache, one group of codes
        for (var channel : new int[] {0x40, 0xc0, 0x20, seenThrough ? 0x80 : 0xff}) {
            at = write(bits, at, 0b101, 3);                    // simple, one symbol, of eight bits
            at = write(bits, at, channel, 8);
        }
        at = write(bits, at, 0b0001, 4);                       // no distances
        var data = Arrays.copyOf(bits.toByteArray(), 16 + (at + 15) / 16 * 2);      // readers look ahead
        var whole = ByteBuffer.allocate(20 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        whole.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + data.length).put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
        return whole.array();
    }

    private static int write(BitSet bits, int at, int value, int count) {
        for (int i = 0; i < count; i++) {
            bits.set(at + i, (value >> i & 1) == 1);
        }
        return at + count;
    }

    public static byte[] pdf() {
        return bytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
    }

    /** A program of Windows, by its first bytes. */
    public static byte[] program() {
        var bytes = new byte[1024];
        System.arraycopy(bytes("MZ\u0090\0\u0003"), 0, bytes, 0, 5);
        bytes[0x3c] = (byte) 0x80;
        System.arraycopy(bytes("PE\0\0"), 0, bytes, 0x80, 4);
        return bytes;
    }

    public static byte[] mp4() {
        return bytes("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom\0\0\0\u0008free\0\0\0\u0008mdat");
    }

    public static byte[] opus() {
        return bytes("OggS\0\u0002\0\0\0\0\0\0\0\0\u0001\0\0\0\0\0\0\0aaaa\u0001\u0013OpusHead\u0001\u0001\u0038\u0001\u0080\u00bb\0\0\0\0\0");
    }

    public static byte[] word() {
        try {
            var out = new ByteArrayOutputStream();
            var zip = new ZipOutputStream(out);
            for (var part : new String[] {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write(bytes("<x/>"));
                zip.closeEntry();
            }
            zip.close();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A film that says where it was taken, in three ways, before and after its frames. */
    public static byte[] film() {
        var place = PLACE.getBytes(StandardCharsets.US_ASCII);
        var told = join(box("\u00a9xyz", place), box("loci", place), box("meta", place), new byte[4]);
        return join(box("ftyp", "isom\0\0\2\0isommp42".getBytes(StandardCharsets.ISO_8859_1)),
            box("moov", join(box("mvhd", new byte[100]), box("trak", join(box("tkhd", new byte[84]), box("udta", told))), box("udta", told))),
            box("mdat", "the frames themselves, which say nothing".getBytes(StandardCharsets.US_ASCII)), box("uuid", place), new byte[] {0, 0, 0});
    }

    private static byte[] box(String type, byte[] inside) {
        return join(ByteBuffer.allocate(4).putInt(8 + inside.length).array(), type.getBytes(StandardCharsets.ISO_8859_1), inside);
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
