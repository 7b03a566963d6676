package dmail.common.config.type;

import java.nio.file.Path;
import java.util.List;

/**
 * The text of a greeting. It becomes part of one line of a reply, which is ASCII (RFC 5321 section
 * 4.2, RFC 1939 section 3).
 */
public final class GreetingType {
    /** In characters; with a name before it, it fits into a reply of 512 octets. */
    private static final int LONGEST = 200;

    /** Why a text is not for POP3. */
    public static final String LIKE_A_STAMP =
            "it has a < or >, between which a client expects APOP's time stamp";

    private static final SettingType<String> TEXT = SettingTypes.text("<text>");

    public static final SettingType<String> SMTP =
            SettingType.line("<text>", GreetingType::readSmtp, GreetingType::show);

    public static final SettingType<String> POP =
            SettingType.line("<text>", GreetingType::readPop, GreetingType::show);

    private GreetingType() {}

    /** {@return the text of a greeting of SMTP} */
    public static Parsed<String> readSmtp(String text, Path folder) {
        return TEXT.read(text, folder).map(List::getFirst).then(GreetingType::readText);
    }

    /** {@return the text of a greeting of POP3} */
    public static Parsed<String> readPop(String text, Path folder) {
        return readSmtp(text, folder).then(GreetingType::withoutStamp);
    }

    /** {@return the text as in a line of dmail.conf} */
    public static String show(String text) {
        return TEXT.show(text);
    }

    private static Parsed<String> readText(String text) {
        if (text.isBlank()) {
            return Parsed.bad("a text is missing");
        }
        if (text.length() > LONGEST) {
            return Parsed.bad("longer than " + LONGEST + " characters");
        }
        return text.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? Parsed.good(text)
                : Parsed.bad("it has a character that is not printable ASCII");
    }

    private static Parsed<String> withoutStamp(String text) {
        return isForPop(text) ? Parsed.good(text) : Parsed.bad(LIKE_A_STAMP);
    }

    /**
     * {@return whether POP3 clients take no part of the text for a time stamp (RFC 1939 section 7)}
     */
    public static boolean isForPop(String text) {
        return text.indexOf('<') < 0 && text.indexOf('>') < 0;
    }
}
