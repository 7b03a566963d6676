package dmail.common.config.type;

import dmail.common.address.Wildcard;
import java.util.Locale;

/** The types of arguments that only settings for relaying have. */
public final class RelayTypes {
    /** Patterns for users; the words for yes and no mean all and none. */
    public static final SettingType<Wildcard> USERS =
            SettingType.commaList(
                    "<pattern>",
                    (word, _) -> Parsed.of(Wildcard.parse(users(word)), "not a pattern such as *"),
                    Wildcard::toString);

    public static final SettingType<String> HIDE_AUTH =
            SettingType.word(
                    "recentpop",
                    (word, _) ->
                            word.equalsIgnoreCase("recentpop")
                                    ? Parsed.good("recentpop")
                                    : Parsed.bad("not recentpop"),
                    word -> word);

    private RelayTypes() {}

    /** User names aren't empty, so {@code @} alone matches nobody. */
    private static String users(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> "*";
            case "false", "no", "off" -> "@";
            default -> word;
        };
    }
}
