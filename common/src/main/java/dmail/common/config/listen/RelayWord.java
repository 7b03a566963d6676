package dmail.common.config.listen;

import java.util.Locale;

/** Who may relay through a listener. */
public enum RelayWord {
    /** Nobody, not even users who log in. */
    NONE,
    /** Clients of {@code forward_from_ip}, and senders of {@code forward_from}. */
    CLIENTS,
    /** Users who log in. */
    AUTH,
    /** Clients that have just collected mail, as {@code forward_user} says. */
    POP,
    /** Everybody. */
    ALL;

    /** {@return the word in dmail.conf} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
