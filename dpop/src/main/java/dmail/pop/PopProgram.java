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
 * dpop as a program.
 *
 * @param zone in which the days of the statistics begin
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
