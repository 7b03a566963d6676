package dmail.common.authent;

import dmail.common.authent.password.Password;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Checks and folds the names of the user data base. */
public final class DatabaseName {
    /** In octets; leaves room for a password in a helper program's line. */
    public static final int LONGEST = 200;

    /** Octets of one Java {@code char} in UTF-8, at most. */
    private static final int MOST_OCTETS = 3;

    private DatabaseName() {}

    /** {@return the name in lower case, for comparison} */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * {@return whether a name is one word: no blanks or control characters, by which a helper
     * program or the users file would see two words or two lines}
     */
    public static boolean isAskable(String name) {
        return !name.isEmpty()
                && (isWordOfAscii(name)
                        || name.codePoints().allMatch(DatabaseName::isWordCharacter))
                && (name.length() <= LONGEST / MOST_OCTETS
                        || name.getBytes(StandardCharsets.UTF_8).length <= LONGEST);
    }

    /**
     * A fast check: nearly all names are ASCII, and a million may be checked when a users file is
     * read.
     */
    private static boolean isWordOfAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWordCharacter(int c) {
        return !Character.isISOControl(c)
                && !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && Character.getType(c) != Character.SURROGATE;
    }

    /** {@return whether a password is one word in a helper's line} */
    public static boolean isAskable(Password password) {
        byte[] octets = password.octets();
        if (octets.length == 0 || octets.length > LONGEST) {
            return false;
        }
        for (byte octet : octets) {
            if ((octet >= 0 && octet <= ' ') || octet == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
