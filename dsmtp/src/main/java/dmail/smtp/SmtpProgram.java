package dmail.smtp;

import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.log.Log;
import dmail.common.server.CannotStart;
import dmail.common.server.Running;
import dmail.common.server.ServerProgram;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/**
 * dsmtp as a program.
 *
 * @param zone of the dates in headers
 * @param isRoot whether it runs as root
 */
record SmtpProgram(InstantSource clock, ZoneId zone, RandomGenerator random, boolean isRoot)
        implements ServerProgram {
    @Override
    public Server server() {
        return Server.DSMTP;
    }

    @Override
    public Running start(Configuration configuration, Log log) throws CannotStart {
        return dmail.smtp.Server.start(configuration, log, this);
    }
}
