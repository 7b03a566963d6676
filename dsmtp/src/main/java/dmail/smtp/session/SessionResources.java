package dmail.smtp.session;

import dmail.common.memory.MemoryAccount;
import dmail.common.net.StallGuard;
import dmail.common.tls.TlsServer;

/**
 * What the sessions of all listeners share.
 *
 * @param counters counts events
 */
public record SessionResources(
        StallGuard stalls,
        TlsServer tls,
        MemoryAccount memory,
        SmtpCounters counters,
        SmtpLog log) {}
