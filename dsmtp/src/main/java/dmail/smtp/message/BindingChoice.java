package dmail.smtp.message;

import dmail.common.config.binding.ScopeTable;

/**
 * The binding by which mail for a recipient leaves this host, as it was decided when the message
 * was accepted.
 *
 * @param binding its name; 1 to 64 characters without white space, control characters and colons
 * @param group the binding group that it was taken from, with such a name, or empty
 * @param rule what decided: the place of a line, the name of a domain group, or {@code default};
 *     empty when nothing has decided yet
 */
public record BindingChoice(String binding, String group, String rule) {
    private static final String DEFAULT_NAME = ScopeTable.DEFAULT;
    private static final int LONGEST_NAME = 64;

    /** It is stored for each recipient, and only shown: of a longer one the end is enough. */
    private static final int LONGEST_RULE = 256;

    private static final String CUT = "...";

    /** Nothing else was decided. */
    public static final BindingChoice DEFAULT = new BindingChoice(DEFAULT_NAME, "", DEFAULT_NAME);

    /** That of mail which an earlier version accepted. */
    public static final BindingChoice UNDECIDED = new BindingChoice(DEFAULT_NAME, "", "");

    /**
     * @throws IllegalArgumentException when a name isn't one
     */
    public BindingChoice {
        if (!isName(binding) || !(group.isEmpty() || isName(group))) {
            throw new IllegalArgumentException("no name of a binding");
        }
        if (rule.length() > LONGEST_RULE) {
            rule = CUT + rule.substring(rule.length() - LONGEST_RULE + CUT.length());
        }
    }

    private static boolean isName(String text) {
        boolean isName = !text.isEmpty() && text.length() <= LONGEST_NAME;
        for (int i = 0; isName && i < text.length(); i++) {
            char c = text.charAt(i);
            isName = c != ':' && !Character.isWhitespace(c) && !Character.isISOControl(c);
        }
        return isName;
    }

    /** {@return whether anything has decided} */
    public boolean isDecided() {
        return !rule.isEmpty();
    }

    /** {@return whether it is the binding that mail leaves by when no line says otherwise} */
    public boolean isDefault() {
        return binding.equals(DEFAULT_NAME);
    }
}
