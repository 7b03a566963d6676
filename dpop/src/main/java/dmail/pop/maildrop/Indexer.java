package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Makes the index of a drop file, with as little reading as is safe. When the file has only grown
 * and every known message still begins where it did, only the new part is read; otherwise all of
 * it.
 */
final class Indexer {
    private Indexer() {}

    /**
     * {@return the index of the file as it is now}
     *
     * @param channel the drop file, locked
     * @param now its present stamp
     * @param older an index of the same path, as old as may be
     * @param stillBusy called every now and then
     */
    static MailboxIndex index(
            FileChannel channel, DropStamp now, MailboxIndex older, Runnable stillBusy)
            throws IOException {
        if (older.stamp().equals(now)) {
            return older;
        }
        int kept = kept(channel, now, older);
        long start = kept == 0 ? 0 : older.entry(kept + 1).from();
        Copies copies = new Copies(older, kept);
        MailboxIndex.Builder found = new MailboxIndex.Builder().addAll(older, kept);
        MboxScanner.scan(
                channel, start, now.size(), entry -> found.add(copies.numbered(entry)), stillBusy);
        return finished(channel, found.build(now));
    }

    /**
     * What DSMTP was killed in the middle of, it writes again from its journal. Nobody is to
     * collect the part that is there: DSMTP would take that for the whole.
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
                        && allBeginAsKnown(channel, older)
                ? older.messages() - 1
                : 0;
    }

    private static boolean allBeginAsKnown(FileChannel channel, MailboxIndex index)
            throws IOException {
        for (int number = 1; number <= index.messages(); number++) {
            MessageEntry entry = index.entry(number);
            if (check(channel, entry.from(), entry.checked()) != entry.check()) {
                return false;
            }
        }
        return true;
    }

    /** {@return the CRC-32C of some octets of a file} */
    static int check(FileChannel channel, long offset, int octets) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(octets);
        while (start.hasRemaining() && channel.read(start, offset + start.position()) > 0) {
            // A read may be short.
        }
        CRC32C check = new CRC32C();
        check.update(start.flip());
        return (int) check.getValue();
    }
}
