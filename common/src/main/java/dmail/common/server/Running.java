package dmail.common.server;

import dmail.common.admin.AdminRequestHandler;
import dmail.common.admin.ServerView;
import dmail.common.config.Configuration;
import dmail.common.log.LogLine;

/** A server that serves. */
public interface Running {
    /** What came of new settings. */
    sealed interface Reload {
        /** They are in force, but for those that need a restart. */
        record Done() implements Reload {}

        /** The old ones stay in force, all of them. */
        record Refused(String why) implements Reload {}
    }

    /** {@return the line that tells where it listens: {@code ready smtp=0.0.0.0:25}} */
    LogLine ready();

    /** Takes over new settings, which have no problems that matter; all of them or none. */
    Reload reload(Configuration next);

    /** From now on, what comes in over the network for control is carried out there. */
    void controlledBy(AdminRequestHandler handler);

    /** {@return what control commands see} */
    ServerView view();

    /** Ends: lets no one in, gives sessions a moment, closes everything. */
    void stop();
}
