// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A photograph for the number's profile. @param type by its content; @param flaw in Italian, empty: Meta takes it */
record ProfilePhoto(String type, String flaw) {

    private static final int MOST_BYTES = 5 << 20;
    private static final int SMALLEST = 192;

    static ProfilePhoto read(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            return new ProfilePhoto("", bytes.length == 0 ? "Scegli una foto." : "La foto è troppo grande: al massimo 5 MB.");
        }
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return new ProfilePhoto("", "Questa non è una foto JPEG o PNG.");
            }
            var reader = readers.next();
            try {
                reader.setInput(in);
                var format = reader.getFormatName();
                var type = format.equalsIgnoreCase("png") ? "image/png" : format.equalsIgnoreCase("jpeg") ? "image/jpeg" : "";
                return new ProfilePhoto(type, type.isEmpty() ? "Questa non è una foto JPEG o PNG."
                    : reader.getWidth(0) < SMALLEST || reader.getHeight(0) < SMALLEST ? "La foto è troppo piccola: almeno 192 punti per lato, meglio quadrata." : "");
            } finally {
                reader.dispose();
            }
        } catch (IOException _) {
            return new ProfilePhoto("", "Questa foto è rovinata: scegline un’altra.");
        }
    }
}
