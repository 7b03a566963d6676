package dmail.smtp.dns;

import dmail.common.address.Domain;

/** Tells which hosts take the mail for a domain. Safe for many threads. */
public interface MailExchangers {
    /** {@return where mail for the domain goes; blocks while name servers think} */
    Exchangers of(Domain domain);
}
