package dmail.common.sasl;

import dmail.common.memory.MemoryShortException;
import dmail.common.memory.MemoryUse;
import dmail.common.memory.SessionMemory;

/**
 * The memory of a long response while it is checked: checks are done in turn, so many may wait. A
 * short one is part of what each session accounts for.
 */
public final class AnswerMemory implements AutoCloseable {
    private static final int SHORT = 1024;

    /** The line, its decoded text, and a copy in the form in which it is checked. */
    private static final int COPIES = 3;

    private final SessionMemory session;
    private final long taken;

    private AnswerMemory(SessionMemory session, long taken) {
        this.session = session;
        this.taken = taken;
    }

    /**
     * Accounts for the response.
     *
     * @throws MemoryShortException when there is no memory for it
     */
    public static AnswerMemory of(SaslStep step, SessionMemory session)
            throws MemoryShortException {
        long octets = step.octets() > SHORT ? COPIES * step.octets() : 0;
        if (octets > 0) {
            session.require(MemoryUse.SESSIONS, octets);
        }
        return new AnswerMemory(session, octets);
    }

    @Override
    public void close() {
        if (taken > 0) {
            session.giveBack(MemoryUse.SESSIONS, taken);
        }
    }
}
