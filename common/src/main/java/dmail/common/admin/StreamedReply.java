package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import java.io.IOException;

/**
 * A reply that is made as it is sent. However long it gets, the server has only a piece of it in
 * memory, and only in the requested form.
 */
@FunctionalInterface
public non-sealed interface StreamedReply extends AdminAnswer {
    /** Where the reply is written. */
    interface ReplyWriter {
        /** {@return the requested form} */
        ReplyForm form();

        /**
         * Appends to the reply: lines ended by LF, or JSON text followed by LF, all of which are
         * one value.
         *
         * @throws IOException when the caller has disconnected
         */
        void write(String text) throws IOException;

        /**
         * Tells the caller from time to time that the command is still running, so that it doesn't
         * time out.
         *
         * @throws IOException when the caller has disconnected
         */
        void keepAlive() throws IOException;

        /** Writes a short reply in the requested form; {@return its status} */
        default ExitStatus write(AdminReply reply) throws IOException {
            write(reply.in(form()));
            return reply.status();
        }
    }

    /**
     * Carries out the command and writes the reply; {@return the exit status of the control
     * program}
     *
     * @throws IOException when the caller has disconnected
     */
    ExitStatus write(ReplyWriter writer) throws IOException;
}
