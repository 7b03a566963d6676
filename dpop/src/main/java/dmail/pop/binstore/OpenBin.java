package dmail.pop.binstore;

import dmail.pop.index.MailboxIndex;
import dmail.pop.store.OpenStore;
import dmail.pop.store.StoredMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** The data file of a user's own store, open for reading. */
final class OpenBin implements OpenStore {
    private final FileChannel channel;

    OpenBin(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public Optional<StoredMessage> message(MailboxIndex index, int number) throws IOException {
        BinStoreMessage message = new BinStoreMessage(channel, index.entry(number));
        return message.isThere() ? Optional.of(message) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
