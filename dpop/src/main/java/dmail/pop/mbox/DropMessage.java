package dmail.pop.mbox;

import dmail.common.mbox.DropStamp;
import dmail.common.net.WireWriter;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.index.Uidl;
import dmail.pop.store.StoredMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** A message in the drop file, converted to POP3's form as it is sent. */
final class DropMessage implements StoredMessage {
    private final FileChannel channel;
    private final MaildropFiles files;
    private final DropStamp stamp;
    private final MessageEntry entry;

    /** The offset of the next message or the end of the file, when the index was made. */
    private final long next;

    DropMessage(FileChannel channel, MaildropFiles files, MailboxIndex index, int number)
            throws IOException {
        this.channel = channel;
        this.files = files;
        this.stamp = index.stamp();
        this.entry = index.entry(number);
        this.next = index.next(number);
    }

    /** {@return whether the file still has exactly this message there} */
    @Override
    public boolean isThere() throws IOException {
        return files.isStill(stamp) || isUnchanged();
    }

    private boolean isUnchanged() throws IOException {
        if (MessageChecks.check(channel, entry.from(), entry.checked()) != entry.check()) {
            return false;
        }
        List<ScannedMessage> found = new ArrayList<>(1);
        MboxScanner.scan(channel, entry.from(), next, found::add, () -> {});
        return found.size() == 1 && isSame(found.getFirst());
    }

    private boolean isSame(ScannedMessage found) {
        Uidl known = entry.uidl().ofCopy(0);
        return (found.entry().uidl().equals(known) || found.formerly().equals(known))
                && found.entry().length() == entry.length()
                && found.entry().octets() == entry.octets();
    }

    @Override
    public void writeTop(WireWriter out, int lines) throws IOException {
        MboxLines.read(channel, entry.start(), entry.end(), new WireForm(out, lines));
    }
}
