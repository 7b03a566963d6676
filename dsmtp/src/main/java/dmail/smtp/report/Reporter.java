package dmail.smtp.report;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;

/**
 * Who reports, and how much of a message comes back.
 *
 * @param host what this server calls itself
 * @param postmaster whom to ask (RFC 3464 section 2)
 * @param wholeMessages {@code bounce_body}: whether a message that failed comes back whole when its
 *     sender said nothing about that
 */
public record Reporter(Domain host, EmailAddress postmaster, boolean wholeMessages) {
    /** Makes the reporter of a server whose main domain is this. */
    public static Reporter of(Domain host, Domain mainDomain, boolean wholeMessages) {
        return new Reporter(host, new EmailAddress("postmaster", mainDomain), wholeMessages);
    }
}
