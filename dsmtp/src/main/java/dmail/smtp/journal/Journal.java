package dmail.smtp.journal;

import dmail.common.log.Log;
import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.NoSpaceException;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.queuefile.CorruptFolder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The journal: each accepted message is written to it first and kept until all its recipients are
 * done.
 */
public final class Journal implements AutoCloseable {
    private final WriteQueue writeQueue;
    private final Segments segments;
    private final JournalSize size;
    private final Thread writer;
    private final List<JournalEntry> replayed;

    private Journal(
            WriteQueue writeQueue,
            Segments segments,
            JournalSize size,
            GroupWriter writer,
            List<JournalEntry> replayed) {
        this.writeQueue = writeQueue;
        this.segments = segments;
        this.size = size;
        this.replayed = replayed;
        this.writer = Thread.ofPlatform().name("journal").start(writer);
    }

    /**
     * Reads what an earlier run left and makes the journal ready.
     *
     * @param folders which exist
     * @param random draws the nonces of segments; not predictable by clients
     * @throws IOException when the folder can't be read
     */
    public static Journal open(WorkFolders folders, RandomGenerator random, Log log)
            throws IOException {
        Executor preparer = task -> Thread.ofPlatform().daemon().name("journal-spare").start(task);
        return open(folders, new RealDisk(), JournalSize.USUAL, random, preparer, log);
    }

    static Journal open(
            WorkFolders folders,
            Disk disk,
            JournalSize size,
            RandomGenerator random,
            Executor preparer,
            Log log)
            throws IOException {
        JournalLog events = new JournalLog(log);
        SpareSegments spares = new SpareSegments(folders.journal(), disk, size, preparer, events);
        CorruptFolder corrupt = new CorruptFolder(folders.corrupt());
        List<FoundSegment> found =
                new FolderScan(size, disk, spares, corrupt, events).run(folders.journal());
        Replay.Result result = new Replay(folders, size, events).run(found, disk);
        Segments segments = new Segments(spares, size, random, result.segments(), events);
        spares.prepare();
        WriteQueue writeQueue = new WriteQueue(Math.min(size.group(), size.segment() / 2));
        GroupWriter writer =
                new GroupWriter(
                        writeQueue,
                        segments,
                        new SegmentCleaner(segments, size, events),
                        result.lastSequence() + 1,
                        result.lastGroup() + 1,
                        events);
        return new Journal(writeQueue, segments, size, writer, result.entries());
    }

    /** {@return the messages of an earlier run that are not done, in order of acceptance} */
    public List<JournalEntry> replayed() {
        return replayed;
    }

    /**
     * Writes and syncs a message; blocks until then.
     *
     * @param body in memory, or in the spool folder under the envelope's id and synced
     * @throws IOException when that failed; the message will not be delivered
     */
    public JournalEntry commit(Envelope envelope, Body body) throws IOException {
        PendingRecord.Message record = PendingRecord.Message.of(envelope, body);
        if (!writeQueue.add(record)) {
            throw new IOException("journal is closed");
        }
        try {
            return record.answer().join();
        } catch (CompletionException failure) {
            throw again(failure);
        }
    }

    /** One failure is shared by a whole group; each session throws an exception of its own. */
    private static IOException again(CompletionException failure) {
        return failure.getCause() instanceof NoSpaceException
                ? new NoSpaceException("no space left for the journal", failure)
                : new IOException("journal can't be written", failure);
    }

    /**
     * Records that recipients of a message, by index in its envelope, are done. The record isn't
     * synced: if it is lost with the power, the message is replayed.
     */
    public void done(JournalEntry entry, List<Integer> recipients) {
        note(PendingRecord.Done.of(entry, recipients, false));
    }

    /**
     * The same, and waits until the record outlives this process: whether another host has the
     * message can't be checked after a crash.
     */
    public void doneForSure(JournalEntry entry, List<Integer> recipients) {
        awaitNote(PendingRecord.Done.of(entry, recipients, false));
    }

    /**
     * Records, and syncs without waiting, that recipients are in the queue now: once the queue has
     * served and removed them, only this record tells a restart so.
     */
    public void moved(JournalEntry entry, List<Integer> recipients) {
        note(PendingRecord.Done.of(entry, recipients, true));
    }

    /**
     * The same, and waits until only a failure of the machine could undo it. If the record can't be
     * written now it follows later, as all DONE records do.
     */
    public void movedForSure(JournalEntry entry, List<Integer> recipients) {
        awaitNote(PendingRecord.Done.of(entry, recipients, true));
    }

    private void awaitNote(PendingRecord.Done note) {
        if (writeQueue.add(note)) {
            note.settled().join();
        }
    }

    private void note(PendingRecord.Done note) {
        // Refused only after close(): the message is then replayed, which delivery allows for.
        boolean _ = writeQueue.add(note);
    }

    /** {@return whether messages that can't be delivered soon should be moved to the queue} */
    public boolean isCongested() {
        return segments.inUse() > size.comfortable();
    }

    /** {@return how many segments hold messages} */
    public int segmentsInUse() {
        return segments.inUse();
    }

    /** Writes and syncs what waits, then ends. */
    @Override
    public void close() {
        writeQueue.close();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
