package dmail.common.config.binding;

import dmail.common.config.type.SettingType;

/** The arguments of lines with scopes: {@code binding}, {@code to_domain} and so on. */
final class ScopedType {
    static final SettingType<ScopedLine> BINDING =
            type(
                    "binding",
                    "<name> <option> <value> | <name> domain|host <pattern> <option> <value>");

    static final SettingType<ScopedLine> BINDING_GROUP =
            type(
                    "binding_group",
                    "<name> [binding <member>] [domain|host <pattern>] <option> <value> |"
                            + " <name> binding <member>");

    static final SettingType<ScopedLine> TO_DOMAIN =
            type("to_domain", "<pattern> <option> <value>");

    static final SettingType<ScopedLine> TO_HOST = type("to_host", "<pattern> <option> <value>");

    static final SettingType<ScopedLine> TO_MX = type("to_mx", "<pattern> <option> <value>");

    private ScopedType() {}

    /** The options are looked up when the first line is read, not when this class is loaded. */
    private static SettingType<ScopedLine> type(String setting, String syntax) {
        return SettingType.line(
                syntax,
                (text, folder) ->
                        ScopedWords.parse(setting + " " + text).then(words -> words.line(folder)),
                line -> line.toString().substring(setting.length() + 1));
    }
}
