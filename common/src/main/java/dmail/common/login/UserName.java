package dmail.common.login;

import dmail.common.authent.DatabaseName;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * The user's part of a login or address, folded to one spelling and checked, since it is used as a
 * file name and as a word in a helper program's input.
 */
sealed interface UserName {
    /**
     * In octets; so that it fits into a helper's line, and into a file name with the ending of a
     * lock.
     */
    int LONGEST = DatabaseName.LONGEST;

    /** Endings of files beside a drop file: its lock, its index, its forward file, its store. */
    List<String> ENDINGS_OF_OURS = List.of(".lock", ".idx", ".fwd", ".bin");

    /** The replacement character, which decoders write for invalid octets. */
    String NO_LETTER = "\ufffd";

    /** A name that is safe as a file name and in a helper's line. */
    record Good(String name) implements UserName {}

    /** A name that no user can have; {@code why} is for the log. */
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
     * No character outside ASCII may fold to an ASCII one, or a name could be typed to look like
     * another's: the Kelvin sign isn't {@code k}, and the Turkish capital I isn't {@code i}.
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
