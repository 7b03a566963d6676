package dmail.pop.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionLocksTest {
    private static final Path MAILBOX = Path.of("/mail/alice");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SessionLocks locks = new SessionLocks();

    @Test
    void waitsForASessionThatIsAboutToEnd() throws Exception {
        assertTrue(locks.tryEnter(MAILBOX));
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        Thread login =
                Thread.ofVirtual().start(() -> entered.complete(locks.tryEnter(MAILBOX, LONG)));
        while (login.getState() == Thread.State.NEW || login.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }

        locks.leave(MAILBOX);

        assertTrue(entered.get(LONG.toSeconds(), TimeUnit.SECONDS));
        assertEquals(1, locks.mailboxes());
    }

    @Test
    void doesNotWaitForEver() {
        assertTrue(locks.tryEnter(MAILBOX));
        assertFalse(locks.tryEnter(MAILBOX, Duration.ofMillis(5)));
        assertFalse(locks.tryEnter(MAILBOX, Duration.ZERO));
    }
}
