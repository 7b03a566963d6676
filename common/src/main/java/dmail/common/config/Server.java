package dmail.common.config;

import java.util.Locale;

/** The programs that read dmail.conf as servers. */
public enum Server {
    DSMTP,
    DPOP;

    /** {@return the program's name} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
