package dmail.common.admin;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.log.Level;
import dmail.common.log.LogFollowers;
import java.time.Instant;

/** The levers of a running server that its control commands pull. */
public interface ServerControl {
    Server server();

    String version();

    Instant started();

    long pid();

    /** {@return the settings in force} */
    Configuration configuration();

    /** Reads dmail.conf again; what it says is in force afterwards, or nothing has changed. */
    AdminReply reload();

    /** Lets the server end, soon after this call. */
    void shutdown();

    Level logLevel();

    void logLevel(Level level);

    /** {@return those who are sent the log's lines} */
    LogFollowers followers();
}
