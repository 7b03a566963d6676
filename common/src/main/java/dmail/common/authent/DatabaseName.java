package dmail.common.authent;

import dmail.common.authent.password.Password;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names by which the users' data base knows accounts. */
public final class DatabaseName {
    /** In octets; leaves room for a password in a line that a helper program can take. */
    public static final int LONGEST = 200;

    /** Of a character in UTF-8, half of one that takes two of Java's. */
    private static final int MOST_OCTETS = 3;

    private DatabaseName() {}

    /** {@return the spelling in which names are compared: small letters everywhere} */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * {@return whether a name can be a word in a line: no blanks, no control characters, nothing
     * that would be two words or two lines to a helper program or in the users file}
     */
    public static boolean isAskable(String name) {
        return !name.isEmpty()
                && (isWordOfAscii(name)
                        || name.codePoints().allMatch(DatabaseName::isWordCharacter))
                && (name.length() <= LONGEST / MOST_OCTETS
                        || name.getBytes(StandardCharsets.UTF_8).length <= LONGEST);
    }

    /** Nearly all names are, and each of a million is looked at when a users file is read. */
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

    /** {@return whether a password can be a word in a helper's line} */
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
