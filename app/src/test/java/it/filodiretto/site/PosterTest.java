// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import it.filodiretto.Town;
import it.filodiretto.TownTest;
import it.filodiretto.Visitor;
import it.filodiretto.access.KeyMaker;
import it.filodiretto.operator.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The poster: one page that a telephone's camera can read. */
@TownTest
@NullMarked
class PosterTest {

    @LocalServerPort int port;
    @Autowired Town town;
    @Autowired Town registering;
    @Autowired KeyMaker keys;
    @Autowired Ways ways;

    @Test
    @DisplayName("SF-03 the poster has number, name, word, QR code, how to leave and the policy, on one page A4")
    void thePoster() throws Exception {
        var bytes = as(Role.EDITOR, town);
        Files.createDirectories(Path.of("target/screenshots"));
        Files.write(Path.of("target/screenshots/poster.pdf"), bytes);
        var way = town.inTown(() -> ways.open()).orElseThrow();
        try (var pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getPage(0).getMediaBox().getWidth()).isBetween(594f, 596f);
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(new PDFTextStripper().getText(pdf)).contains(way.number(), way.keyword(), way.leave(), way.names().getFirst(), "/" + town.slug() + "/informativa", "112");
            assertThat(smallestPrint(pdf)).as("large print, in points").isGreaterThanOrEqualTo(12.9f);
            var image = new PDFRenderer(pdf).renderImageWithDPI(0, 150);
            var points = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            var read = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), points))));
            assertThat(read.getText()).isEqualTo(way.link());
        }
    }

    @Test
    @DisplayName("PI-03 where registration comes first the poster has no number")
    void aPosterWithoutTheNumber() throws Exception {
        registering.like("pistoia");
        var bytes = as(Role.ADMIN, registering);
        try (var pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", "")).contains("/" + registering.slug() + "/iscrizione")
                .doesNotContain(registering.municipality().requireWhatsapp().digits().substring(2));
        }
        assertThat(signedIn(Role.AGENT, town).get("/console/" + town.slug() + "/iscritti/locandina.pdf").statusCode()).as("it is asked for at the desk").isEqualTo(200);
        assertThat(signedIn(Role.ADMIN, town).get("/console/" + town.slug() + "/iscritti/sportello").body()).contains("locandina.pdf");
        assertThat(signedIn(Role.ADMIN, town).get("/console/" + town.slug() + "/iscritti/banco").body()).contains("locandina.pdf");
    }

    private static float smallestPrint(PDDocument pdf) throws IOException {
        var smallest = new float[] {Float.MAX_VALUE};
        new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                smallest[0] = Math.min(smallest[0], text.getFontSizeInPt());
                super.processTextPosition(text);
            }
        }.getText(pdf);
        return smallest[0];
    }

    private byte[] as(Role role, Town here) {
        return signedIn(role, here).bytes("/console/" + here.slug() + "/iscritti/locandina.pdf");
    }

    private Visitor signedIn(Role role, Town here) {
        var visitor = Visitor.of(port);
        visitor.login(keys.operator(here.id(), role), KeyMaker.PASSWORD);
        return visitor;
    }
}
