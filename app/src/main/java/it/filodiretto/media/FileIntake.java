// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.transcoding.Film;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes bytes in, piece by piece: what they are, how many, and whether they may stay. What others may see of them is made later. */
@Component
class FileIntake {

    private static final Logger log = LoggerFactory.getLogger(FileIntake.class);

    private final SealedFiles files;
    private final VirusCheck viruses;

    FileIntake(SealedFiles files, VirusCheck viruses) {
        this.files = files;
        this.viruses = viruses;
    }

    /** What was taken in; nothing of the database knows of it yet. @param toDraw a picture, by its head */
    record Taken(FileType type, long size, String sha256, byte[] sealedKey, boolean toDraw) {}

    /** Not to be kept. */
    static final class Refusal extends IOException {

        private final StoreOutcome outcome;

        Refusal(StoreOutcome outcome) {
            super("The file is not kept: " + outcome);
            this.outcome = outcome;
        }

        StoreOutcome outcome() {
            return outcome;
        }
    }

    /** @throws Refusal if it is not to be kept; then nothing is left of it */
    Taken take(StoredFileId id, String name, Handed handed) throws IOException {
        var beginning = handed.bytes().readNBytes(FileTypes.LOOKED_AT);
        if (beginning.length == 0) {
            throw refused("empty", "Il file è vuoto.");
        }
        var type = FileTypes.accepted(beginning, name).orElseThrow(() -> refused("forbidden",
            "Questo tipo di file non si può ricevere: potrebbe fare danni, o non sapremmo aprirlo."));
        var key = files.newKey(id);
        try {
            var measured = new Measured(new SequenceInputStream(new ByteArrayInputStream(beginning), handed.bytes()), handed.limit());
            files.write(id, key, Copy.ORIGINAL, type.mayTellThePlace() ? out -> withoutPlace(measured, out) : measured::transferTo);
            if (!measured.is(handed.sha256())) {
                throw new Refusal(new StoreOutcome.TryAgain("the hash is not the one that was announced"));
            }
            check(id, key);
            return new Taken(whole(id, key, type), measured.count(), measured.sha256(), key, isToDraw(id, key, type));
        } catch (Measured.TooLarge _) {
            files.delete(id, key);
            throw refused("too-large", "Il file è troppo grande: il massimo è " + (handed.limit() >> 20) + " MB.");
        } catch (IOException | RuntimeException e) {
            files.delete(id, key);
            throw e;
        }
    }

    /** Of films there is no other copy to show. */
    private static void withoutPlace(Measured bytes, OutputStream out) throws IOException {
        var film = new WithoutPlace(out);
        bytes.transferTo(film);
        film.flush();
    }

    private void check(StoredFileId id, byte[] key) throws IOException {
        if (!viruses.isOn()) {
            return;
        }
        try (var bytes = files.read(id, key, Copy.ORIGINAL)) {
            switch (viruses.look(bytes)) {
                case VirusCheck.Verdict.Clean _ -> log.atDebug().addKeyValue("file", id).log("No virus was found");
                case VirusCheck.Verdict.Infected infected -> {
                    log.atWarn().addKeyValue("file", id).addKeyValue("found", infected.name()).log("A virus was found, and the file thrown away");
                    throw refused("infected", "L’antivirus ha trovato un pericolo nel file, che non è stato conservato.");
                }
                case VirusCheck.Verdict.TooLarge _ -> throw refused("too-large", "Il file è troppo grande per il controllo antivirus.");
                case VirusCheck.Verdict.Unknown unknown -> throw new Refusal(new StoreOutcome.TryAgain(unknown.why()));
            }
        }
    }

    /** What only all of it tells: how the pictures of a film are packed often stands behind them. */
    private FileType whole(StoredFileId id, byte[] key, FileType type) throws IOException {
        if (!type.mediaType().equals("video/mp4")) {
            return type;
        }
        try (var film = files.open(id, key, Copy.ORIGINAL)) {
            return Film.isHevc(film) ? FileType.accepted(FileType.HEVC).orElseThrow() : type;
        }
    }

    private boolean isToDraw(StoredFileId id, byte[] key, FileType type) throws IOException {
        return type.family() == FileType.Family.PICTURE && Pictures.canDraw(files.open(id, key, Copy.ORIGINAL));
    }

    private static Refusal refused(String code, String reason) {
        return new Refusal(new StoreOutcome.Refused(code, reason));
    }
}
