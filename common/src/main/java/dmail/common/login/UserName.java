package dmail.common.login;

import dmail.common.authent.DatabaseName;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * The part of a login or address that names a user, folded to one spelling and checked: whatever a
 * client sends becomes the name of a file and a word in a line to a helper program.
 */
sealed interface UserName {
    /** In octets: what a helper can be asked for, and a file named with a lock's name behind it. */
    int LONGEST = DatabaseName.LONGEST;

    /** Files that stand beside a drop file: its lock, its index, its forward file, its store. */
    List<String> ENDINGS_OF_OURS = List.of(".lock", ".idx", ".fwd", ".bin");

    /** The replacement character: what a decoder writes for octets that are no text. */
    String NO_LETTER = "\ufffd";

    /** A name that is safe as the name of a file and in a helper's line. */
    record Good(String name) implements UserName {}

    /** A name that no user has; {@code why} is for the log. */
    record Bad(String why) implements UserName {}

    static UserName of(String typed) {
        String user = fold(typed);
        if (user.isEmpty()) {
            return new Bad("no user name");
        }
        if (user.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return new Bad("user name longer than " + LONGEST + " octets");
        }
        if (user.startsWith(".") || user.startsWith("-") || user.contains("..")) {
            return new Bad("user name with a leading dot or hyphen, or with two dots");
        }
        if (ENDINGS_OF_OURS.stream().anyMatch(user::endsWith)) {
            return new Bad("user name that ends like a file of the servers");
        }
        if (user.codePoints().anyMatch(UserName::isUnsafe)) {
            return new Bad("user name with a character that no user name has");
        }
        return new Good(user);
    }

    private static String fold(String typed) {
        StringBuilder folded = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> folded.append(foldCharacter(c)));
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /**
     * A character that isn't ASCII never becomes one that is: the Kelvin sign is no {@code k} and
     * the Turkish capital I no {@code i}, so no name can be typed to look like another's.
     */
    private static String foldCharacter(int c) {
        String lower = Character.toString(c).toLowerCase(Locale.ROOT);
        String composed = Normalizer.normalize(lower, Normalizer.Form.NFC);
        boolean becomesAscii = c >= 0x80 && composed.chars().anyMatch(each -> each < 0x80);
        return becomesAscii ? NO_LETTER : lower;
    }

    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || isInvisible(Character.getType(c))
                || c == '/'
                || c == '\\'
                || c == '@'
                || c == ':'
                || c == NO_LETTER.charAt(0);
    }

    /** Such characters make two names look alike, or aren't characters at all. */
    private static boolean isInvisible(int type) {
        return type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE;
    }
}
