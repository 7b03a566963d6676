package dmail.common.config.binding.value;

import java.util.Locale;

/** What happens to mail for which no other binding is found. */
public enum DefaultBinding {
    /** It is sent. */
    NORMAL,
    /** It is taken, and waits. */
    SUSPENDED,
    /** Clients are told to try again later. */
    NONE;

    /** {@return the word in dmail.conf} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
