package dmail.common.address;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A domain name in lower case with A-labels (RFC 5890), or an address literal in brackets (RFC 5321
 * section 4.1.3).
 */
public record Domain(String name) {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    /** {@return the domain, or empty when the text is not one} */
    public static Optional<Domain> parse(String text) {
        if (text.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        if (text.startsWith("[")) {
            return AddressLiteral.parse(text).map(literal -> new Domain(literal.text()));
        }
        return toAscii(text).filter(Domain::isName).map(Domain::new);
    }

    private static Optional<String> toAscii(String text) {
        try {
            String ascii = isAscii(text) ? text : IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
            return Optional.of(ascii.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (!isLabel(name, labelStart, i)) {
                    return false;
                }
                labelStart = i + 1;
            }
        }
        return true;
    }

    private static boolean isLabel(String name, int start, int end) {
        if (start == end || end - start > LONGEST_LABEL) {
            return false;
        }
        if (name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            boolean allowed =
                    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether it is an address literal} */
    public boolean isLiteral() {
        return name.startsWith("[");
    }

    /**
     * {@return whether it has digits and dots only, and so is more likely a wrong address} The name
     * is looked at as it is in DNS, since other alphabets have digits, too.
     */
    public boolean isNumeric() {
        return name.matches("[0-9.]*");
    }

    // Written out, since the compiler's own is linked at run time on each start, which takes time.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Domain domain && name.equals(domain.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
