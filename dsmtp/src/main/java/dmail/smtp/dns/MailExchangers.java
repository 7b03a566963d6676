package dmail.smtp.dns;

import dmail.common.address.Domain;

/** Finds the mail exchangers of domains. Thread-safe. */
public interface MailExchangers {
    /**
     * {@return where mail for the domain goes; blocks during DNS look-ups}
     *
     * @param hop what options of sending say of that
     */
    Exchangers of(Domain domain, NextHop hop);
}
