package dmail.pop.statistics;

import dmail.pop.session.SessionEnd;
import java.util.Locale;

/** The totals over sessions that have ended, in the order in which they are shown. */
enum Figure {
    SESSIONS,
    ENCRYPTED,
    LOGINS,
    FAILED_LOGINS,
    MESSAGES_SENT,
    OCTETS_SENT,
    TOPS_SENT,
    MESSAGES_REMOVED,
    SECONDS;

    /** {@return what a session adds to the sum; times are in milliseconds} */
    long of(SessionEnd end) {
        return switch (this) {
            case SESSIONS -> 1;
            case ENCRYPTED -> end.encrypted() ? 1 : 0;
            case LOGINS -> end.isLogin() ? 1 : 0;
            case FAILED_LOGINS -> end.failedLogins();
            case MESSAGES_SENT -> end.retrieved();
            case OCTETS_SENT -> end.octets();
            case TOPS_SENT -> end.tops();
            case MESSAGES_REMOVED -> end.removed();
            case SECONDS -> end.duration().toMillis();
        };
    }

    /** {@return a sum in the unit that people see} */
    long shown(long sum) {
        return this == SECONDS ? sum / 1000 : sum;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
