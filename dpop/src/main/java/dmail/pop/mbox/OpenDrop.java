package dmail.pop.mbox;

import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.store.OpenStore;
import dmail.pop.store.StoredMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * A drop file, open for reading. A short message is read whole before it is sent, so one check for
 * changes is enough where a long message needs two, before and after it is sent. The following
 * messages are read with it when the client retrieves one after another.
 */
final class OpenDrop implements OpenStore {
    /** Octets that are read at once, and of the longest message that is short. */
    static final int BLOCK = 32 * 1024;

    private final FileChannel channel;
    private final MaildropFiles files;

    /** The octets of the file from one offset to another, as they were while it was unchanged. */
    private byte[] block = new byte[0];

    private long begin;
    private long end;

    /** The message last asked for. */
    private int last;

    OpenDrop(FileChannel channel, MaildropFiles files) {
        this.channel = channel;
        this.files = files;
    }

    @Override
    public Optional<StoredMessage> message(MailboxIndex index, int number) throws IOException {
        MessageEntry entry = index.entry(number);
        boolean isNext = number == last + 1;
        last = number;
        if (isLoaded(entry) || load(index, entry, isNext)) {
            int start = (int) (entry.start() - begin);
            return Optional.of(
                    new LoadedMessage(block, start, start + Math.toIntExact(entry.length())));
        }
        DropMessage message = new DropMessage(channel, files, index, number);
        return message.isThere() ? Optional.of(message) : Optional.empty();
    }

    private boolean isLoaded(MessageEntry entry) {
        return begin <= entry.start() && entry.end() <= end;
    }

    /** {@return whether the message is in the block now}; it is not if the file has changed. */
    private boolean load(MailboxIndex index, MessageEntry entry, boolean isNext)
            throws IOException {
        if (entry.length() > BLOCK) {
            return false;
        }
        long left = index.stamp().size() - entry.start();
        int length = (int) (isNext ? Math.min(BLOCK, left) : entry.length());
        end = begin;
        if (block.length < length) {
            block = new byte[length];
        }
        ByteBuffer octets = ByteBuffer.wrap(block, 0, length);
        int read = 0;
        while (octets.hasRemaining() && read >= 0) {
            read = channel.read(octets, entry.start() + octets.position());
        }
        if (read < 0 || !files.isStill(index.stamp())) {
            return false;
        }
        begin = entry.start();
        end = begin + length;
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
