package dmail.common.server;

import dmail.common.config.Configuration;
import dmail.common.config.LimitSettings;
import dmail.common.config.Server;
import dmail.common.memory.MemoryAccount;
import dmail.common.net.SessionLimits;

/** The limits of sessions as dmail.conf sets them. */
public final class SessionLimitSettings {
    /** Octets of the heap for a session that does nothing, its thread and its socket included. */
    private static final long OCTETS_OF_SMTP = 10 * 1024;

    private static final long OCTETS_OF_POP = 10 * 1024;

    private SessionLimitSettings() {}

    /** {@return what a session that does nothing takes of the memory of a server} */
    public static long octetsOfOne(Server server) {
        return switch (server) {
            case DSMTP -> OCTETS_OF_SMTP;
            case DPOP -> OCTETS_OF_POP;
        };
    }

    /** {@return how many sessions there can be in a process with this heap} */
    static int thatFit(Server server) {
        return MemoryAccount.sessionsOf(MemoryAccount.limitOfHeap(), octetsOfOne(server));
    }

    public static SessionLimits.Most of(Configuration configuration) {
        return new SessionLimits.Most(
                configuration.value(LimitSettings.MAX_SESSIONS),
                configuration.value(LimitSettings.MAX_SESSIONS_PER_IP),
                configuration.value(LimitSettings.SESSIONS_IPV6_PREFIX));
    }
}
