// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.bench;

import it.filodiretto.simulator.Attachment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * What citizens write: 1,000 messages of as many people in one body, from the post to the last one handled; and 500 messages a
 * second for a minute, a picture every tenth, with how long the oldest had to wait.
 */
final class InboundBench implements Bench.Measured {

    private static final String WAITING = "select count(*) from webhook_call where handled_at is null";
    private static final String OLDEST = """
        select coalesce(extract(epoch from clock_timestamp() - min(at)), 0) from (
          select received_at as at from webhook_call where handled_at is null
          union all select written_at + interval '1 second' from media_download) w""";
    private static final int UPDATES = 1_000;
    private static final int WARM_UP = 15;
    private static final int A_SECOND = 500;
    private static final int SECONDS = 60;
    /** Until the compiler has seen files and single messages too. */
    private static final int EASY = 100;
    private static final int EASY_SECONDS = 20;

    @Override
    public boolean run() throws Exception {
        try (var database = new OwnDatabase(Files.createTempDirectory("filodiretto-bench")); var stage = new Stage(0, database.environment());
                var look = database.connect()) {
            stage.simulator.addAccount(Stage.TALKING_NUMBER, "390575000100", "+39 0575 377377", "Comune di Arezzo");
            for (int i = 0; i < WARM_UP; i++) {
                body(stage, look, i);
            }
            double whole = body(stage, look, WARM_UP);
            boolean updates = Bench.line("1,000 updates in one body", "%.2f s".formatted(whole), "<= 2 s", whole <= 2);
            load(stage, look, "39346", EASY, EASY_SECONDS);
            double oldest = load(stage, look, "39347", A_SECOND, SECONDS);
            return Bench.line("500 webhooks/s, a tenth pictures", "oldest %.1f s".formatted(oldest), "<= 5 s", oldest <= 5) && updates;
        }
    }

    private static double body(Stage stage, Connection look, int round) throws SQLException, InterruptedException {
        var messages = IntStream.range(0, UPDATES).mapToObj(it -> """
            {"from":"39348%07d","id":"wamid.bench.%d.%d","timestamp":"%d","type":"text","text":{"body":"Buongiorno, quando passa la raccolta in via Roma %d?"}}"""
            .formatted(round * UPDATES + it, round, it, System.currentTimeMillis() / 1000, it)).collect(Collectors.joining(","));
        long start = System.nanoTime();
        stage.simulator.post(Stage.TALKING_NUMBER, """
            {"object":"whatsapp_business_account","entry":[{"id":"390575000100","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",\
            "metadata":{"display_phone_number":"390575377377","phone_number_id":"%s"},"messages":[%s]}}]}]}"""
            .formatted(Stage.TALKING_NUMBER, messages).getBytes(StandardCharsets.UTF_8));
        while (OwnDatabase.ask(look, "select count(*) from inbound_message") < (round + 1) * UPDATES || OwnDatabase.ask(look, WAITING) > 0) {
            Thread.sleep(50);   // looking is work for the server too
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** @return how old the oldest ever was that was not handled yet, files included, in seconds */
    private static double load(Stage stage, Connection look, String people, int aSecond, int seconds) throws Exception {
        var picture = picture();
        double oldest = 0;
        long start = System.nanoTime();
        for (int i = 0; i < aSecond * seconds; i++) {
            long due = start + i * 1_000_000_000L / aSecond;
            while (System.nanoTime() < due) {
                Thread.sleep(1);
            }
            var chat = stage.simulator.phone("+%s%07d".formatted(people, i % 5_000)).chat(Stage.TALKING_NUMBER);
            if (i % 10 == 0) {
                chat.attach(Attachment.image("image/jpeg", picture, null));
            } else {
                chat.write("Segnalo una buca in via Roma " + i);
            }
            if (i % aSecond == 0) {
                oldest = Math.max(oldest, OwnDatabase.ask(look, OLDEST));
            }
        }
        while (OwnDatabase.ask(look, WAITING) + OwnDatabase.ask(look, "select count(*) from media_download") > 0) {
            oldest = Math.max(oldest, OwnDatabase.ask(look, OLDEST));
            Thread.sleep(200);
        }
        return oldest;
    }

    /** As heavy as a telephone's after WhatsApp has made it small. */
    private static byte[] picture() throws IOException {
        var image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 800; x++) {
            for (int y = 0; y < 600; y++) {
                image.setRGB(x, y, x * y * 31 & 0x7F7F7F);
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }
}
