package dmail.common.admin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads a reply to its end. The time-out is for each step, so a long reply may take any time as
 * long as something arrives.
 *
 * @param in from the server
 * @param connection is closed when nothing arrives in time
 * @param pieces gets all but the last piece of a long reply
 */
record ReplyReader(InputStream in, Closeable connection, Consumer<String> pieces) {
    /** Longer than a server's longest time-out for look-ups. */
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** {@return the last piece, with the status} */
    AdminClient.Answer read() throws IOException {
        while (true) {
            switch (step()) {
                case ReplyFrame.Step.Beat() -> {}
                case ReplyFrame.Step.Piece(String text) -> pieces.accept(text);
                case ReplyFrame.Step.Last(ReplyFrame(int status, String body)) -> {
                    return new AdminClient.Answer(status, body);
                }
            }
        }
    }

    private ReplyFrame.Step step() throws IOException {
        try (Deadline _ = Deadline.on(connection, TIMEOUT)) {
            return ReplyFrame.step(in);
        }
    }
}
