package dmail.common.server;

import dmail.common.admin.AdminRequestHandler;
import dmail.common.admin.ServerView;
import dmail.common.config.Configuration;
import dmail.common.log.LogLine;
import java.util.OptionalInt;

/** A running server, as its life cycle sees it. */
public interface Running {
    /** The outcome of a reload. */
    sealed interface Reload {
        /**
         * The new settings are current, except those that take a restart.
         *
         * @param rebound how many queued messages get another binding, since theirs is gone; empty
         *     where there are no bindings
         */
        record Done(OptionalInt rebound) implements Reload {
            /** There are no bindings. */
            public Done() {
                this(OptionalInt.empty());
            }
        }

        /** All old settings remain. */
        record Refused(String why) implements Reload {}
    }

    /** {@return the line that says where it listens: {@code ready smtp=0.0.0.0:25}} */
    LogLine ready();

    /** Applies new settings, which are without errors; all of them or none. */
    Reload reload(Configuration next);

    /** Applies settings that differ from the current ones only in the sending of mail. */
    default Reload changeSending(Configuration next) {
        return reload(next);
    }

    /** Carries out control commands that come over the network with this handler from now on. */
    void controlledBy(AdminRequestHandler handler);

    /** {@return what control commands may look at} */
    ServerView view();

    /** Stops: accepts no more connections, gives sessions a moment, closes everything. */
    void stop();
}
