package dmail.smtp.queue.view;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.QueueId;
import java.io.IOException;

/** Told what is found as the queue is gone through. */
public interface QueueViewer {
    /**
     * A matching message.
     *
     * @throws IOException when the client is gone, which ends the command
     */
    default void found(QueueListing listing) throws IOException {}

    /** A message that was changed, or would be; throws as {@link #found}. */
    default void done(QueueId id) throws IOException {}

    /** A recipient that a dry run is about; throws as {@link #found}. */
    default void recipient(QueueId id, EmailAddress recipient) throws IOException {}

    /** Called again and again during a long search; throws as {@link #found}. */
    default void keepAlive() throws IOException {}
}
