package dmail.smtp;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a start has opened so far, to be closed in the reverse order. */
final class CloseStack implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** Something else is open. */
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
