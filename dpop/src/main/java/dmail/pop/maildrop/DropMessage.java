package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import dmail.common.net.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message in the drop file, whose form changes on its way. */
final class DropMessage implements StoredMessage {
    /** Octets of the longest message that is read as a whole before any of it is sent. */
    private static final int LONGEST_LOADED = 64 * 1024;

    private final FileChannel channel;
    private final MaildropFiles files;
    private final DropStamp stamp;
    private final MessageEntry entry;

    /** Where the next message began, or the file ended, when the index was made. */
    private final long next;

    DropMessage(FileChannel channel, MaildropFiles files, MailboxIndex index, int number) {
        this.channel = channel;
        this.files = files;
        this.stamp = index.stamp();
        this.entry = index.entry(number);
        this.next = index.next(number);
    }

    /**
     * Reads a short message whole, which takes one look at the file where a long one takes two,
     * before and behind its way to the client.
     *
     * @return empty when it is too long for that, or the file has changed in whatever way
     */
    Optional<StoredMessage> loaded() throws IOException {
        long length = entry.end() - entry.start();
        if (length > LONGEST_LOADED) {
            return Optional.empty();
        }
        ByteBuffer octets = ByteBuffer.allocate((int) length);
        int read = 0;
        while (octets.hasRemaining() && read >= 0) {
            read = channel.read(octets, entry.start() + octets.position());
        }
        return read >= 0 && isUntouched()
                ? Optional.of(new LoadedMessage(octets.array()))
                : Optional.empty();
    }

    private boolean isUntouched() throws IOException {
        return files.stamp().filter(stamp::equals).isPresent();
    }

    /** {@return whether the file holds this very message, and nothing else, in its place} */
    @Override
    public boolean isThere() throws IOException {
        return isUntouched() || isUnchanged();
    }

    private boolean isUnchanged() throws IOException {
        if (Indexer.check(channel, entry.from(), entry.checked()) != entry.check()) {
            return false;
        }
        List<MessageEntry> found = new ArrayList<>(1);
        MboxScanner.scan(channel, entry.from(), next, found::add, () -> {});
        return found.size() == 1 && isSame(found.getFirst());
    }

    private boolean isSame(MessageEntry found) {
        return found.uidl().equals(entry.uidl().ofCopy(0))
                && found.length() == entry.length()
                && found.octets() == entry.octets();
    }

    @Override
    public void writeTo(WireWriter out) throws IOException {
        writeTop(out, Integer.MAX_VALUE);
    }

    @Override
    public void writeTop(WireWriter out, int lines) throws IOException {
        WireForm form = new WireForm(out, lines, entry.octets());
        MboxLines.read(channel, entry.start(), entry.end(), form);
        form.flush();
    }
}
