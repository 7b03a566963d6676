package dmail.pop.maildrop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which mailboxes are open in a session: each in one at most (RFC 1939 section 4). The process lock
 * sees to it that no other DPOP serves the same mailboxes.
 */
public final class SessionLocks {
    private final ConcurrentMap<Path, Boolean> open = new ConcurrentHashMap<>();

    /** {@return whether the mailbox was free; if so the caller must {@link #leave} it} */
    boolean tryEnter(Path place) {
        return open.putIfAbsent(place, Boolean.TRUE) == null;
    }

    void leave(Path place) {
        open.remove(place);
    }

    /** {@return whether a session has it open now} */
    boolean isOpen(Path place) {
        return open.containsKey(place);
    }

    /** Something short that a session has to wait for. */
    @FunctionalInterface
    interface Exchange {
        void carryOut() throws IOException;
    }

    /**
     * Does something to a mailbox that no session has open; one that comes meanwhile waits.
     *
     * @return whether it was done
     */
    boolean ifFree(Path place, Exchange exchange) throws IOException {
        try {
            return open.compute(
                            place,
                            (_, taken) -> {
                                if (taken == null) {
                                    carryOut(exchange);
                                }
                                return taken;
                            })
                    == null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void carryOut(Exchange exchange) {
        try {
            exchange.carryOut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return how many mailboxes are open now} */
    public int mailboxes() {
        return open.size();
    }
}
