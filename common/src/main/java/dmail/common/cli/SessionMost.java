package dmail.common.cli;

import dmail.common.config.Configuration;
import dmail.common.config.LimitSettings;
import dmail.common.net.SessionLimits;

/** The limits of sessions as dmail.conf sets them. */
public final class SessionMost {
    private SessionMost() {}

    public static SessionLimits.Most of(Configuration configuration) {
        return new SessionLimits.Most(
                configuration.value(LimitSettings.MAX_SESSIONS),
                configuration.value(LimitSettings.MAX_SESSIONS_PER_IP),
                configuration.value(LimitSettings.SESSIONS_IPV6_PREFIX));
    }
}
