package dmail.common.server;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.log.Log;

/** What {@link ServerMain} needs to start a server. */
public interface ServerProgram {
    Server server();

    /**
     * Starts the server. What was opened is closed again when the start fails.
     *
     * @param configuration without fatal problems
     * @throws CannotStart when it can't serve, for instance because a port is taken
     */
    Running start(Configuration configuration, Log log) throws CannotStart;
}
