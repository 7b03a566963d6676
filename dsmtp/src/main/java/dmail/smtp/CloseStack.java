package dmail.smtp;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a start has opened so far; closed in reverse order when the start fails or the server ends.
 */
final class CloseStack implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** Registers how to close what was just opened. */
    void closedBy(Runnable closing) {
        closings.push(closing);
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
