package dmail.common.address;

import java.util.Optional;

/**
 * A mailbox's address, {@code local-part@domain} (RFC 5321 section 4.1.2).
 *
 * @param localPart without quotes and backslashes, letter case kept
 * @param domain where it is
 */
public record EmailAddress(String localPart, Domain domain) {

    /** {@return the address, or empty when the text, without angle brackets, is not one} */
    public static Optional<EmailAddress> parse(String text) {
        return AddressParser.parse(text);
    }

    /** {@return the address as it goes over the wire, quoted where it must be} */
    @Override
    public String toString() {
        return AddressParser.quoteIfNeeded(localPart) + "@" + domain;
    }
}
