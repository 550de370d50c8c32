// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import it.filodiretto.media.StoredFile.Copy;
import it.filodiretto.media.StoredFile.Origin;
import it.filodiretto.media.StoredFile.Shown;
import it.filodiretto.media.StoredFile.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything other modules may do with files. Bytes pass through, piece by piece, never in a transaction of ours;
 * who calls in a transaction of its own keeps it open as long as the bytes take.
 */
@Service
public class Media {

    private final StoredFileTable table;
    private final SealedFiles files;
    private final FileIntake intake;
    private final Drawing drawing;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Media(StoredFileTable table, SealedFiles files, FileIntake intake, Drawing drawing, ApplicationEventPublisher events, Clock clock,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.files = files;
        this.intake = intake;
        this.drawing = drawing;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Keeps what the town hall sends to many. Refused: nothing is left of it. */
    public StoreOutcome store(@Nullable String name, Handed handed) throws IOException {
        return takeIn(StoredFileId.next(), Origin.TOWN, name, handed);
    }

    /** Keeps what the town hall sends to one person: seen only by who may read talks. Refused: nothing is left of it. */
    public StoreOutcome storeForOne(@Nullable String name, Handed handed) throws IOException {
        return takeIn(StoredFileId.next(), Origin.TALK, name, handed);
    }

    /** Keeps what a citizen hands over here and now, who is told what became of it. Refused: nothing is left of it. */
    public StoreOutcome receive(StoredFileId id, @Nullable String name, Handed handed) throws IOException {
        return takeIn(id, Origin.CITIZEN, name, handed);
    }

    private StoreOutcome takeIn(StoredFileId id, Origin origin, @Nullable String name, Handed handed) throws IOException {
        transaction.executeWithoutResult(_ -> table.insert(id, origin, FileNames.harmless(name), clock.instant()));
        var kept = false;
        try {
            var outcome = fill(id, handed);
            kept = outcome instanceof StoreOutcome.Kept;
            return outcome instanceof StoreOutcome.Kept(var file) && origin != Origin.CITIZEN ? new StoreOutcome.Kept(drawnAtOnce(file)) : outcome;
        } finally {
            if (!kept) {
                transaction.executeWithoutResult(_ -> table.delete(id));
            }
        }
    }

    /** Who is about to send a picture is told at once if it is none. */
    private StoredFile drawnAtOnce(StoredFile file) throws IOException {
        try {
            return drawn(file);
        } catch (UncheckedIOException e) {
            erase(file.id());
            throw e;
        }
    }

    /**
     * The file with the copies that others may see: a citizen's picture is drawn when somebody first looks at it, so that its
     * coming in waits for no other's drawing. Takes what drawing takes.
     */
    public StoredFile drawn(StoredFile file) {
        if (!file.toDraw()) {
            return file;
        }
        drawing.draw(file.id());
        return find(file.id()).orElse(file);
    }

    /** A citizen's file is on its way: it can be named from now on. Its bytes follow by {@link #fill}. */
    public void expect(StoredFileId id, @Nullable String name) {
        transaction.executeWithoutResult(_ -> table.insert(id, Origin.CITIZEN, FileNames.harmless(name), clock.instant()));
    }

    /** The bytes of an expected file are here. After {@link StoreOutcome.TryAgain} it is expected still. */
    public StoreOutcome fill(StoredFileId id, Handed handed) throws IOException {
        var expected = find(id).filter(it -> it.state() == State.ARRIVING);
        if (expected.isEmpty()) {
            return new StoreOutcome.TryAgain("the file is not expected: " + id);
        }
        try {
            var taken = intake.take(id, expected.get().name(), handed);
            return keep(expected.get(), taken, expected.get().origin() == Origin.CITIZEN ? null : inAnotherForm(id, taken));
        } catch (FileIntake.Refusal refusal) {
            if (refusal.outcome() instanceof StoreOutcome.Refused refused) {
                refuse(id, refused.reason());
            }
            return refusal.outcome();
        }
    }

    /** Of what the town hall sends: a stranger's file is opened by nothing but our own reader of pictures. */
    private @Nullable Shown inAnotherForm(StoredFileId id, FileIntake.Taken taken) throws IOException {
        try {
            return drawing.inAnotherForm(id, taken.sealedKey(), taken.type());
        } catch (IOException | RuntimeException e) {
            files.delete(id, taken.sealedKey());
            throw e;
        }
    }

    private StoreOutcome keep(StoredFile expected, FileIntake.Taken taken, @Nullable Shown shown) throws IOException {
        var name = FileNames.fitting(expected.name(), taken.type());
        var file = new StoredFile(expected.id(), expected.origin(), State.HERE, name, taken.type(), taken.size(), taken.sha256(), shown, shown == null && taken.toDraw(),
            null, expected.madeAt());
        var kept = Boolean.TRUE.equals(transaction.execute(_ -> {
            var changed = table.here(file, taken.sealedKey(), clock.instant());
            events.publishEvent(new FileSettled(file.id(), State.HERE));
            return changed;
        }));
        if (!kept) {
            files.delete(file.id(), taken.sealedKey());
            return new StoreOutcome.TryAgain("the file is no longer expected: " + file.id());
        }
        return new StoreOutcome.Kept(file);
    }

    /** An expected file will not be kept. @param reason in Italian, for operators */
    public void refuse(StoredFileId id, String reason) {
        settle(id, State.REFUSED, reason);
    }

    /** An expected file is no longer to be had. */
    public void expire(StoredFileId id) {
        settle(id, State.EXPIRED, null);
    }

    private void settle(StoredFileId id, State state, @Nullable String reason) {
        transaction.executeWithoutResult(_ -> {
            table.settle(id, state, reason, clock.instant());
            events.publishEvent(new FileSettled(id, state));
        });
    }

    public Optional<StoredFile> find(StoredFileId id) {
        return find(List.of(id)).values().stream().findFirst();
    }

    public Map<StoredFileId, StoredFile> find(Collection<StoredFileId> ids) {
        var found = ids.isEmpty() ? List.<StoredFile>of() : transaction.execute(_ -> table.find(ids));
        return found.stream().collect(Collectors.toMap(StoredFile::id, Function.identity()));
    }

    /** Its bytes from there on; the caller closes it. @throws IOException if there are none */
    public InputStream open(StoredFileId id, Copy copy, long from) throws IOException {
        var there = Objects.requireNonNull(transaction.execute(_ -> table.bytes(id)))
            .orElseThrow(() -> new IOException("There are no bytes of the file " + id));
        if (there.toDraw() && copy != Copy.ORIGINAL) {
            drawing.draw(id);
        }
        var channel = files.open(id, there.sealedKey(), copy);
        try {
            return Channels.newInputStream(channel.position(from));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Nothing is left of it: with its key, every copy of its bytes in whatever backup is gone too. */
    public void erase(StoredFileId id) throws IOException {
        var key = Objects.requireNonNull(transaction.execute(_ -> {
            var found = table.bytes(id);
            table.delete(id);
            return found;
        }));
        if (key.isPresent()) {
            files.delete(id, key.get().sealedKey());
        }
    }
}
