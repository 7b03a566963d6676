package dmail.smtp.protocol;

import dmail.common.address.EmailAddress;

/** The argument of MAIL (RFC 5321 section 4.1.1.2). */
public sealed interface SenderPath {
    /** {@code <>}: a report, to which no report is ever sent. */
    record Null() implements SenderPath {}

    /** An address; a source route before it has been dropped (appendix C). */
    record Sender(EmailAddress address) implements SenderPath {}
}
