// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;

/** An address as a QR code. */
final class QrCode {

    private static final int SCALE = 10;

    private QrCode() {}

    static byte[] svg(String address) {
        var code = drawn(address);
        var path = new StringBuilder();
        for (var y = 0; y < code.getHeight(); y++) {
            for (var x = 0; x < code.getWidth(); x++) {
                if (code.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + code.getWidth() + " " + code.getHeight()
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + code.getWidth() + "v" + code.getHeight()
                + "H0z\"/><path d=\"" + path + "\"/></svg>").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] png(String address) throws IOException {
        var code = drawn(address);
        var image = new BufferedImage(code.getWidth() * SCALE, code.getHeight() * SCALE, BufferedImage.TYPE_BYTE_BINARY);
        for (var y = 0; y < image.getHeight(); y++) {
            for (var x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, code.get(x / SCALE, y / SCALE) ? 0 : 0xffffff);
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static BitMatrix drawn(String address) {
        try {
            return new QRCodeWriter().encode(address, BarcodeFormat.QR_CODE, 1, 1, Map.of(EncodeHintType.MARGIN, 4));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("Too long for a QR code: " + address, tooLong);
        }
    }
}
