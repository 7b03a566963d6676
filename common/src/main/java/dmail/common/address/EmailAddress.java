package dmail.common.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox address, {@code local-part@domain} (RFC 5321 section 4.1.2).
 *
 * @param localPart without quotes and backslashes, letter case kept
 * @param domain of the mailbox
 * @param quoted whether the local part was written in quotes, and is written so again. {@code a..b}
 *     is in use with quotes, as RFC 5321 demands, and without; both are the same address
 */
public record EmailAddress(String localPart, Domain domain, boolean quoted) {
    /** Makes an address that is quoted only where it must be. */
    public EmailAddress(String localPart, Domain domain) {
        this(localPart, domain, !AddressParser.isPlain(localPart));
    }

    /** {@return the address, or empty when the text, without angle brackets, is not one} */
    public static Optional<EmailAddress> parse(String text) {
        return AddressParser.parse(text);
    }

    /**
     * {@return the address as patterns are matched against it: the same text with and without
     * quotes}
     */
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

    /** {@return the address as it is sent in SMTP} */
    @Override
    public String toString() {
        return (quoted ? AddressParser.quoted(localPart) : localPart) + "@" + domain;
    }
}
