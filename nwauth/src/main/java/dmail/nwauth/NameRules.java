package dmail.nwauth;

import dmail.common.authent.DatabaseName;

/**
 * Which names {@code set} takes.
 *
 * @param atSigns whether a name may have more than one {@code @}
 * @param beyondAscii whether letters may be others than those of ASCII
 * @param bad characters that no name may have
 * @param badInLocalPart characters that none may have before its {@code @}
 */
record NameRules(boolean atSigns, boolean beyondAscii, String bad, String badInLocalPart) {
    static final NameRules STRICT = new NameRules(false, false, "", "");

    /** These mean something in the users file or as the name of a drop file. */
    private static final String NEVER = ":\"/\\";

    boolean allows(String name) {
        int at = name.lastIndexOf('@');
        String localPart = at < 0 ? name : name.substring(0, at);
        return DatabaseName.isAskable(name)
                && !name.startsWith(".")
                && !name.startsWith("-")
                && !name.startsWith("#")
                && !name.contains("..")
                && hasNone(name, NEVER + bad)
                && hasNone(localPart, badInLocalPart)
                && (atSigns || localPart.indexOf('@') < 0)
                && (beyondAscii || name.chars().allMatch(c -> c < 0x80));
    }

    private static boolean hasNone(String text, String characters) {
        return text.chars().noneMatch(c -> characters.indexOf(c) >= 0);
    }
}
