package dmail.pop.store;

import dmail.pop.index.MailboxIndex;
import java.io.IOException;
import java.util.Optional;

/** The file of a mailbox while a session reads from it; used by one thread. */
public interface OpenStore extends AutoCloseable {
    /**
     * {@return a message, or empty when it is not any more where the index says} It is good until
     * the next one is asked for.
     */
    Optional<StoredMessage> message(MailboxIndex index, int number) throws IOException;

    @Override
    void close() throws IOException;
}
