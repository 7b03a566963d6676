package dmail.common.config.type;

import java.util.Locale;

/** The kind of user data base ({@code authent_method}). */
public enum AuthentMethod {
    /** The text file {@code users_file}. */
    INTERNAL,
    /** The program {@code authent_process}. */
    EXTERNAL,
    /** The users of the operating system. */
    UNIX_USER;

    /** {@return the word in dmail.conf} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
