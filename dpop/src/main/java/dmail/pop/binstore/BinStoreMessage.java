package dmail.pop.binstore;

import dmail.common.net.WireWriter;
import dmail.pop.index.MessageEntry;
import dmail.pop.mbox.MboxLines;
import dmail.pop.mbox.WireLines;
import dmail.pop.store.StoredMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** A message in the user's own store, where it is already dot-stuffed. */
final class BinStoreMessage implements StoredMessage {
    private final FileChannel channel;
    private final MessageEntry entry;

    BinStoreMessage(FileChannel channel, MessageEntry entry) {
        this.channel = channel;
        this.entry = entry;
    }

    @Override
    public boolean isThere() throws IOException {
        return BinFile.isThere(channel, entry.from(), entry.check());
    }

    @Override
    public void writeTo(WireWriter out) throws IOException {
        out.transfer(channel, entry.start(), entry.length());
    }

    @Override
    public void writeTop(WireWriter out, int lines) throws IOException {
        MboxLines.read(channel, entry.start(), entry.end(), new WireLines(out, lines));
    }
}
