package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;

/** The argument of RCPT (RFC 5321 section 4.1.1.3). */
public sealed interface ForwardPath {
    /**
     * An address.
     *
     * @param ascii whether it was written without SMTPUTF8 characters (RFC 6531)
     */
    record Mailbox(EmailAddress address, boolean ascii) implements ForwardPath {}

    /** {@code <Postmaster>}, the one address without a domain (section 4.5.1). */
    record Postmaster() implements ForwardPath {}

    /**
     * {@code <@relay:someone@elsewhere>}: valid, and always relaying (appendix C).
     *
     * @param address the one at the end of the route
     */
    record SourceRouted(EmailAddress address) implements ForwardPath {}
}
