package dmail.smtp.queue;

import dmail.smtp.message.QueueId;
import java.io.IOException;

/** Who looks on while a queue of any length is gone through. */
public interface QueueViewer {
    /**
     * That message is meant.
     *
     * @throws IOException when nobody looks any more, which ends it
     */
    default void found(QueueListing listing) throws IOException {}

    /** That message was changed, or would be; as {@link #found}. */
    default void done(QueueId id) throws IOException {}

    /** It goes on; called again and again, as {@link #found}. */
    default void goesOn() throws IOException {}
}
