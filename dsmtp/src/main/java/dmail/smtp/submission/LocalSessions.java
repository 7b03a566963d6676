package dmail.smtp.submission;

import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Runs SMTP sessions of programs on this host. */
public interface LocalSessions {
    /**
     * Begins a session if there is a slot; {@link #leave} must follow.
     *
     * @param user whose program it is; each user has a limit
     * @param line closes the session when others need its slot
     */
    SessionLimits.Entry enter(String user, SessionMemory.Line line);

    void leave(SessionMemory session);

    /** {@return the time-out for input} */
    Duration readTimeout();

    /** {@return how much of a pickup file's session is read at most} */
    PickupLimits pickupLimits();

    /**
     * Serves a program to the end of its session.
     *
     * @param user whose program it is
     * @param readTimeout sets the time-out of the next step
     */
    void serve(
            String user,
            SessionMemory memory,
            InputStream in,
            OutputStream out,
            Consumer<Duration> readTimeout);

    /**
     * Accepts a pickup file: its program is gone, so recipients are not looked up, and the sender
     * gets a report instead of a refusal.
     *
     * @return whether a message was accepted
     */
    boolean replay(String user, InputStream in, OutputStream out);
}
