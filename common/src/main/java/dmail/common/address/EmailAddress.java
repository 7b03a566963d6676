package dmail.common.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox's address, {@code local-part@domain} (RFC 5321 section 4.1.2).
 *
 * @param localPart without quotes and backslashes, letter case kept
 * @param domain where it is
 * @param quoted whether it came, and goes on, in quotes. {@code a..b} is in use with them, as RFC
 *     5321 asks, and without; both are the same address
 */
public record EmailAddress(String localPart, Domain domain, boolean quoted) {
    /** An address with quotes where it can't be read without. */
    public EmailAddress(String localPart, Domain domain) {
        this(localPart, domain, !AddressParser.isPlain(localPart));
    }

    /** {@return the address, or empty when the text, without angle brackets, is not one} */
    public static Optional<EmailAddress> parse(String text) {
        return AddressParser.parse(text);
    }

    /** {@return the address as patterns see it, the same for each way to write it} */
    public String spelling() {
        return quoted ? new EmailAddress(localPart, domain).toString() : toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EmailAddress address
                && localPart.equals(address.localPart)
                && domain.equals(address.domain);
    }

    @Override
    public int hashCode() {
        return 31 * localPart.hashCode() + domain.hashCode();
    }

    /** {@return the address as it goes over the wire} */
    @Override
    public String toString() {
        return (quoted ? AddressParser.quoted(localPart) : localPart) + "@" + domain;
    }
}
