package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import java.io.IOException;

/**
 * A reply that is made while it is sent: however long it grows, a server holds only a piece of it,
 * and only in the form that is wanted.
 */
@FunctionalInterface
public interface LongReply {
    /** Where the reply goes. */
    interface ReplyWriter {
        /** {@return the form that is wanted} */
        ReplyForm form();

        /**
         * Adds to the reply: lines ended by LF, or text of one JSON value with an LF behind it.
         *
         * @throws IOException when the caller has gone
         */
        void write(String text) throws IOException;

        /**
         * Tells the caller now and then that it goes on, while there is nothing to write.
         *
         * @throws IOException when the caller has gone
         */
        void goesOn() throws IOException;

        /** Adds a short reply in the form that is wanted; {@return its status}. */
        default ExitStatus write(AdminReply reply) throws IOException {
            write(
                    switch (form()) {
                        case TEXT -> reply.text();
                        case JSON -> reply.json() + "\n";
                    });
            return reply.status();
        }
    }

    /**
     * Does what was asked and makes the reply; {@return what the control program exits with}.
     *
     * @throws IOException when the caller has gone
     */
    ExitStatus write(ReplyWriter writer) throws IOException;
}
