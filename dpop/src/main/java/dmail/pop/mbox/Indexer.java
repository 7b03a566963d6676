package dmail.pop.mbox;

import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemorySource;
import dmail.common.memory.MemoryUse;
import dmail.pop.index.DigestKeys;
import dmail.pop.index.IndexFile;
import dmail.pop.index.MailboxIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.random.RandomGenerator;

/**
 * Makes the index of a drop file, reading as little as is safe. When the file has only grown and
 * every known message still begins where it did, only the new part is read; otherwise all of it.
 */
public final class Indexer {
    private final IndexFile file;
    private final MemorySource memory;
    private final RandomGenerator random;

    /**
     * @param file where the index may be spilled
     * @param memory where the work takes memory from
     * @param random draws secrets
     */
    public Indexer(IndexFile file, MemorySource memory, RandomGenerator random) {
        this.file = file;
        this.memory = memory;
        this.random = random;
    }

    /**
     * {@return the index of the file as it is now}
     *
     * @param channel the drop file, locked
     * @param now its present stamp
     * @param older an index of the same path, as old as may be; still the caller's to close
     * @param stillBusy called every now and then
     */
    public MailboxIndex index(
            FileChannel channel, DropStamp now, MailboxIndex older, Runnable stillBusy)
            throws IOException {
        if (older.stamp().equals(now)) {
            return older;
        }
        int kept = kept(channel, now, older);
        MailboxIndex.Builder found = file.builder();
        boolean done = false;
        try {
            found.addAll(older, kept);
            scan(channel, now, older, found, stillBusy);
            MailboxIndex index = finished(channel, found.build(now));
            done = true;
            return index;
        } finally {
            if (!done) {
                found.close();
            }
        }
    }

    private void scan(
            FileChannel channel,
            DropStamp now,
            MailboxIndex older,
            MailboxIndex.Builder found,
            Runnable stillBusy)
            throws IOException {
        int kept = found.messages();
        long start = kept == 0 ? 0 : older.entry(kept + 1).from();
        try (MemoryReservation work = new MemoryReservation(memory, MemoryUse.MAILBOXES)) {
            Copies copies = new Copies(older, kept, DigestKeys.Secret.of(random), work);
            MboxScanner.scan(
                    channel,
                    start,
                    now.size(),
                    message -> found.add(copies.numbered(message)),
                    stillBusy);
            copies.complete(found, kept + 1);
        }
    }

    /**
     * dsmtp writes a message again from its journal if it was killed while writing it. Nobody may
     * collect the partial message: dsmtp would take that for the whole.
     */
    private static MailboxIndex finished(FileChannel channel, MailboxIndex index)
            throws IOException {
        int last = index.messages();
        return last > 0 && DsmtpMark.isUnfinished(channel, index.entry(last), index.stamp().size())
                ? index.first(last - 1, index.stamp())
                : index;
    }

    /** The last known message is read again: mail may have been appended to its very last line. */
    private static int kept(FileChannel channel, DropStamp now, MailboxIndex older)
            throws IOException {
        return older.messages() > 1
                        && older.stamp().mayHaveGrownInto(now)
                        && new MessageChecks(channel).allBeginAsKnown(older)
                ? older.messages() - 1
                : 0;
    }
}
