package dmail.smtp;

import dmail.common.memory.MemoryAccount;
import dmail.common.net.StallGuard;
import dmail.common.tls.TlsServer;
import dmail.smtp.session.SmtpLog;
import dmail.smtp.session.Tally;

/**
 * What the sessions of all listeners share.
 *
 * @param tally counts the events of {@code log}
 */
record SessionResources(
        StallGuard stalls, TlsServer tls, MemoryAccount memory, Tally tally, SmtpLog log) {}
