package dmail.smtp.submission;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Gives programs of this host their SMTP sessions. */
public interface LocalSessions {
    /** {@return whether one more may begin; if so, {@link #leave} is to be called after it} */
    boolean enter();

    void leave();

    /** {@return how long a session may be silent} */
    Duration silence();

    /**
     * Talks to a program to the end.
     *
     * @param user under whom it runs
     * @param patience is told how long the next step may take
     */
    void serve(String user, InputStream in, OutputStream out, Consumer<Duration> patience);

    /**
     * Takes mail that was left: nobody is there to be told of a recipient that does not exist, so
     * recipients are not looked up; the sender hears of them by a report.
     *
     * @return whether a message is ours now
     */
    boolean replay(String user, InputStream in, OutputStream out);
}
