package dmail.smtp.report;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.source.Bounces;

/**
 * Who sends reports, and how much of a message they return.
 *
 * @param host this server's name
 * @param postmaster the address to ask (RFC 3464 section 2)
 * @param from the address in the From header
 * @param wholeMessages {@code bounce_body}: whether a failed message is returned whole when its
 *     sender gave no RET
 */
public record ReportSettings(
        Domain host, EmailAddress postmaster, EmailAddress from, boolean wholeMessages) {
    /** {@return those of a server with that main domain} */
    public static ReportSettings of(Domain host, Domain mainDomain, boolean wholeMessages) {
        EmailAddress postmaster = new EmailAddress("postmaster", mainDomain);
        return new ReportSettings(host, postmaster, postmaster, wholeMessages);
    }

    /** {@return the same with what is special about a recipient's bounces} */
    ReportSettings by(Bounces bounces) {
        return new ReportSettings(
                host,
                postmaster,
                bounces.from().orElse(from),
                bounces.whole().orElse(wholeMessages));
    }
}
