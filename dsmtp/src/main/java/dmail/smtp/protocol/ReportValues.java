package dmail.smtp.protocol;

import java.util.regex.Pattern;

/** Validates the values of {@code ENVID=} and {@code ORCPT=} (RFC 3461 section 4). */
public final class ReportValues {
    private static final int LONGEST_ENVELOPE_ID = 100;
    private static final int LONGEST_ORIGINAL = 500;

    /** An atom (RFC 5322 section 3.2.3). */
    private static final Pattern ADDRESS_TYPE = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+");

    private static final String UTF8_TYPE = "utf-8";

    private ReportValues() {}

    /** {@return whether ENVID may have this value, of 1 to 100 octets} */
    public static boolean isEnvelopeId(String value) {
        return value.length() <= LONGEST_ENVELOPE_ID && isPrintableXtext(value);
    }

    static boolean isOriginal(String value) {
        int semicolon = value.indexOf(';');
        if (semicolon < 0 || value.length() > LONGEST_ORIGINAL) {
            return false;
        }
        String type = value.substring(0, semicolon);
        String address = value.substring(semicolon + 1);
        return ADDRESS_TYPE.matcher(type).matches()
                && (type.equalsIgnoreCase(UTF8_TYPE)
                        ? isInternational(address)
                        : isPrintableXtext(address));
    }

    /** The decoded value goes into reports, where a line end would do harm. */
    private static boolean isPrintableXtext(String value) {
        return Xtext.decode(value)
                .filter(text -> !text.isEmpty())
                .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 0x7f))
                .isPresent();
    }

    /** RFC 6533 section 3: UTF-8 as it is, or {@code \x{...}}. */
    private static boolean isInternational(String address) {
        return !address.isEmpty()
                && address.chars()
                        .allMatch(
                                c -> c > ' ' && c != '+' && c != '=' && !Character.isISOControl(c));
    }
}
