package dmail.common.config.listen;

import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import java.util.Locale;

/** What a server does about a listener whose address this machine doesn't have. */
public enum WhenMissing {
    /** It opens it as soon as there is such an address; the others serve meanwhile. */
    WAIT,
    /** It does not start, or keeps its old settings. */
    FAIL;

    static SettingType<WhenMissing> type() {
        return SettingType.word("wait|fail", (word, _) -> read(word), WhenMissing::toString);
    }

    private static Parsed<WhenMissing> read(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "wait" -> Parsed.good(WAIT);
            case "fail" -> Parsed.good(FAIL);
            default -> Parsed.bad("neither wait nor fail");
        };
    }

    /** {@return the word in dmail.conf} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
