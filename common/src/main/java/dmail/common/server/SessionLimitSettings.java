package dmail.common.server;

import dmail.common.config.Configuration;
import dmail.common.config.LimitSettings;
import dmail.common.config.Server;
import dmail.common.memory.MemoryAccount;
import dmail.common.net.SessionLimits;

/** The limits of sessions in dmail.conf. */
public final class SessionLimitSettings {
    /** Octets of heap that an idle session takes, with its thread and socket. */
    private static final long OCTETS_OF_SMTP = 10 * 1024;

    private static final long OCTETS_OF_POP = 10 * 1024;

    private SessionLimitSettings() {}

    /** {@return octets of memory that an idle session takes} */
    public static long octetsOfOne(Server server) {
        return switch (server) {
            case DSMTP -> OCTETS_OF_SMTP;
            case DPOP -> OCTETS_OF_POP;
        };
    }

    /** {@return how many sessions fit into this process's heap} */
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
