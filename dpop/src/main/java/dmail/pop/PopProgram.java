package dmail.pop;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.log.Log;
import dmail.common.server.CannotStart;
import dmail.common.server.Running;
import dmail.common.server.ServerProgram;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * DPOP as a program that can be started.
 *
 * @param zone whose days the statistics are of
 */
record PopProgram(InstantSource clock, ZoneId zone) implements ServerProgram {
    @Override
    public Server server() {
        return Server.DPOP;
    }

    @Override
    public Running start(Configuration configuration, Log log) throws CannotStart {
        return PopServer.start(configuration, log, this);
    }
}
