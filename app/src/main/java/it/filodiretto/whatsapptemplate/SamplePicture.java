// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** What Meta's reviewers see in the header of a template with a picture: a map with a closed road, drawn here. */
final class SamplePicture {

    static final String TYPE = "image/png";
    private static final int WIDTH = 800;
    private static final int HEIGHT = 418;

    private SamplePicture() {}

    static byte[] bytes() {
        var map = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = map.createGraphics();
        pen.setColor(new Color(0xEEF2E6));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setStroke(new BasicStroke(26));
        pen.setColor(Color.WHITE);
        pen.drawLine(0, 300, WIDTH, 120);
        pen.drawLine(250, 0, 330, HEIGHT);
        pen.drawLine(560, 0, 620, HEIGHT);
        pen.setStroke(new BasicStroke(14));
        pen.setColor(new Color(0xB3261E));
        pen.drawLine(320, 228, 575, 171);
        pen.dispose();
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(map, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
