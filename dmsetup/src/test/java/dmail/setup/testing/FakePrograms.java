package dmail.setup.testing;

import dmail.common.config.Server;
import dmail.setup.trial.Programs;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Servers that run once they are started, but for those that a test has broken. */
public final class FakePrograms implements Programs {
    private final Set<Server> running = EnumSet.noneOf(Server.class);
    private final Set<Server> mute = EnumSet.noneOf(Server.class);
    private final Set<Server> missing = EnumSet.noneOf(Server.class);
    private int pauses;

    /** Has a server start and say nothing. */
    public FakePrograms mute(Server server) {
        mute.add(server);
        return this;
    }

    /** Has the program of a server be missing. */
    public FakePrograms missing(Server server) {
        missing.add(server);
        return this;
    }

    /** {@return how often somebody has waited} */
    public int pauses() {
        return pauses;
    }

    @Override
    public boolean answers(Server server, Site site) {
        return running.contains(server);
    }

    @Override
    public void start(Server server, Site site) throws IOException {
        if (missing.contains(server)) {
            throw new IOException("no such program");
        }
        if (!mute.contains(server)) {
            running.add(server);
        }
    }

    @Override
    public List<String> lastWords(Site site) {
        return List.of("dsmtp: not started: port 25 is taken");
    }

    @Override
    public void pause() {
        pauses++;
    }
}
