package dmail.common.admin;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.log.Level;
import dmail.common.log.LogFollowers;
import java.time.Instant;

/** What control commands can do to a running server. */
public interface ServerControl {
    Server server();

    String version();

    Instant started();

    long pid();

    /** {@return the current settings} */
    Configuration configuration();

    /** Reads dmail.conf again and applies it; on an error nothing is changed. */
    AdminReply reload();

    /** Changes settings until the next reload or restart, all of them or none. */
    AdminReply change(ConfigChange change);

    /** Makes the server stop, soon after this call. */
    void shutdown();

    Level logLevel();

    void logLevel(Level level);

    /** {@return the subscribers to the log's lines} */
    LogFollowers followers();
}
