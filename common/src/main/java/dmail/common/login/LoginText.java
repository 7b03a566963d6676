package dmail.common.login;

import dmail.common.address.Domain;

/** The form in which logins and suffixes are compared. */
final class LoginText {
    private LoginText() {}

    /**
     * {@return the text with ASCII letters in lower case, and what follows its last {@code @} as
     * A-labels if it is a domain} Other letters aren't changed, so that none becomes an ASCII one.
     */
    static String fold(String text) {
        int at = text.lastIndexOf('@');
        String domain = text.substring(at + 1);
        String folded = Domain.parse(domain).map(Domain::name).orElseGet(() -> toLower(domain));
        return at < 0 ? toLower(text) : toLower(text.substring(0, at + 1)) + folded;
    }

    private static String toLower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }
}
