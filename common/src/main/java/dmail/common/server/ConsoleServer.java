package dmail.common.server;

import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.read.ConfigReader;
import dmail.common.config.runtime.LineChange;
import dmail.common.log.ServerLog;
import java.time.InstantSource;
import java.util.Collection;

/** The running server, as changes of its settings need it. */
record ConsoleServer(
        Server server, Running running, Reloading reloading, ServerLog log, InstantSource clock) {
    /** {@return what all lines say together, when some of these settings have been changed} */
    ConfigReading check(Configuration changed, Collection<Setting<?>> settings) {
        boolean onlySending = isOnlySending(settings);
        ConfigReading reading = ConfigReader.check(changed, server, onlySending);
        return onlySending
                ? ServerReading.checkSending(reading)
                : ServerReading.check(reading, server, clock);
    }

    /** Applies settings of which these differ; all of them or none. */
    Running.Reload apply(Configuration old, Configuration next, Collection<Setting<?>> settings) {
        if (isOnlySending(settings)) {
            return running.changeSending(next);
        }
        boolean ofLog = settings.stream().anyMatch(Reloading::isOfLog);
        // Else what the command log_level has set stays.
        return ofLog ? reloading.changeAll(old, next) : running.reload(next);
    }

    private static boolean isOnlySending(Collection<Setting<?>> settings) {
        return settings.stream().allMatch(LineChange::isOfSending);
    }
}
