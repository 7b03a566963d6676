package dmail.pop.mbox;

import dmail.common.dropfile.DropLock;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What remains of a drop file when its messages have been moved: mostly nothing, and the file is
 * truncated. What precedes the first message stays, and so does a message that dsmtp was writing
 * when it was stopped.
 */
public final class DropRest {
    private final MaildropFiles files;
    private final DropLock lock;
    private final StoreTools tools;

    public DropRest(MaildropFiles files, DropLock lock, StoreTools tools) {
        this.files = files;
        this.lock = lock;
        this.tools = tools;
    }

    /** Removes the messages from the drop file; durable on return. */
    public void leave(MailboxIndex drop) throws IOException {
        long lead = drop.entry(1).from();
        long rest = endOf(drop.entry(drop.messages()), drop.stamp().size());
        if (lead == 0 && rest == drop.stamp().size()) {
            FileChannel channel = tools.disk().over(files.drop(), lock.channel());
            channel.truncate(0);
            channel.force(true);
        } else {
            replace(lead, rest, drop.stamp().size());
        }
        files.forget();
    }

    /** {@return the offset behind a message and the empty line that follows it} */
    private long endOf(MessageEntry last, long size) throws IOException {
        ByteBuffer next = ByteBuffer.allocate((int) Math.min(2, size - last.end()));
        while (next.hasRemaining()) {
            if (lock.channel().read(next, last.end() + next.position()) < 0) {
                throw new IOException("the drop file became shorter while it was read");
            }
        }
        byte[] line = next.array();
        if (line.length > 0 && line[0] == '\n') {
            return last.end() + 1;
        }
        return line.length == 2 && MboxText.isEmptyLine(line, 0, 2) ? last.end() + 2 : last.end();
    }

    private void replace(long lead, long rest, long size) throws IOException {
        try (FreshDrop fresh = FreshDrop.beside(files.drop(), tools.disk())) {
            copy(lock, 0, lead, fresh.channel());
            copy(lock, rest, size, fresh.channel());
            tools.steps().sync(fresh.channel());
            tools.steps().replace(fresh.file(), files.drop());
            lock.replaced();
        }
    }

    /** Copies a part of a drop file behind what is in another file already. */
    public static void copy(DropLock lock, long start, long end, FileChannel to)
            throws IOException {
        long at = start;
        while (at < end) {
            lock.keepAlive();
            long copied = lock.channel().transferTo(at, end - at, to);
            if (copied <= 0) {
                throw new IOException("the drop file became shorter while it was copied");
            }
            at += copied;
        }
    }
}
