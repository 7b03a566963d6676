package dmail.smtp.submission;

import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Gives programs of this host their SMTP sessions. */
public interface LocalSessions {
    /**
     * Lets one more session begin, if there is a place; then {@link #leave} is to be called after
     * it.
     *
     * @param user under whom the program runs; each has a bound of its own
     * @param line how it ends when it is to give way to others
     */
    SessionLimits.Entry enter(String user, SessionMemory.Line line);

    void leave(SessionMemory session);

    /** {@return how long a session may be silent} */
    Duration silence();

    /** {@return how much of a session that was left is read at most} */
    PickupLimits leftBounds();

    /**
     * Talks to a program to the end.
     *
     * @param user under whom it runs
     * @param patience is told how long the next step may take
     */
    void serve(
            String user,
            SessionMemory memory,
            InputStream in,
            OutputStream out,
            Consumer<Duration> patience);

    /**
     * Takes mail that was left: nobody is there to be told of a recipient that does not exist, so
     * recipients are not looked up; the sender hears of them by a report.
     *
     * @return whether a message is ours now
     */
    boolean replay(String user, InputStream in, OutputStream out);
}
