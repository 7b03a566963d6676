package dmail.common.login.pace;

import dmail.common.config.Server;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.LoginEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What dsmtp and dpop tell each other in the work folder, and themselves after a restart: each
 * appends to a {@link LoginEventFile} of its own and follows the other's, so that neither waits for
 * the other. Safe for many threads.
 */
final class SharedLoginEvents implements OtherLoginEvents {
    private final LoginEventFile own;
    private final List<LoginEventFile> others = new ArrayList<>();
    private final Log log;
    private boolean hasRead;
    private boolean inTrouble;

    /**
     * @param self who tells
     */
    SharedLoginEvents(Path workPath, Server self, RandomGenerator random, Log log) {
        this.own = trail(workPath, self, random);
        for (Server server : Server.values()) {
            if (server != self) {
                others.add(trail(workPath, server, random));
            }
        }
        this.log = log;
    }

    private static LoginEventFile trail(Path workPath, Server server, RandomGenerator random) {
        return new LoginEventFile(workPath.resolve("login-pace." + server), random);
    }

    @Override
    public synchronized void tell(LoginEvent event) {
        try {
            own.append(event);
            inTrouble = false;
        } catch (IOException e) {
            note("failed logins not shared", e);
        }
    }

    @Override
    public synchronized List<LoginEvent> hear() {
        List<LoginEvent> events = new ArrayList<>();
        try {
            if (!hasRead) {
                hasRead = true;
                events.addAll(own.read());
            }
            for (LoginEventFile other : others) {
                events.addAll(other.read());
            }
        } catch (IOException e) {
            note("failed logins not read", e);
        }
        events.sort(Comparator.comparing(LoginEvent::when));
        return events;
    }

    /** Once per trouble: who guesses must not fill the log. */
    private void note(String what, IOException e) {
        if (!inTrouble) {
            inTrouble = true;
            log.error(LogLine.of(what).with("reason", e));
        }
    }
}
