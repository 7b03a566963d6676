package dmail.common.config;

import java.util.Locale;

/** The programs that run on dmail.conf. */
public enum Server {
    DSMTP,
    DPOP;

    /** {@return the program's name} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
