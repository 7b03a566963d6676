package dmail.common.server;

import dmail.common.admin.AdminReply;
import dmail.common.admin.AdminRequestHandler;
import dmail.common.admin.Channel;
import dmail.common.admin.ServerView;
import dmail.common.admin.StatusItem;
import dmail.common.admin.command.ServerCommand;
import dmail.common.admin.listen.ListenerControl;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Accounts;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A server that serves nobody. */
final class FakeServer implements ServerProgram, Running, ServerView {
    final CountDownLatch ready = new CountDownLatch(1);
    volatile CountDownLatch reloaded = new CountDownLatch(0);
    final AtomicReference<Configuration> configuration = new AtomicReference<>();
    final List<Configuration> all = new CopyOnWriteArrayList<>();
    final AtomicReference<CannotStart> trouble = new AtomicReference<>();
    volatile String refusal = "";
    volatile boolean stopped;

    @Override
    public Server server() {
        return Server.DSMTP;
    }

    @Override
    public Running start(Configuration first, Log log) throws CannotStart {
        CannotStart why = trouble.get();
        if (why != null) {
            throw why;
        }
        configuration.set(first);
        return this;
    }

    @Override
    public void controlledBy(AdminRequestHandler handler) {
        // Nobody comes in over the network.
    }

    @Override
    public LogLine ready() {
        ready.countDown();
        return LogLine.of("ready").with("smtp", "127.0.0.1:2525");
    }

    @Override
    public Reload reload(Configuration next) {
        if (!refusal.isEmpty()) {
            return new Reload.Refused(refusal);
        }
        configuration.set(next);
        all.add(next);
        reloaded.countDown();
        return new Reload.Done();
    }

    @Override
    public ServerView view() {
        return this;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public List<StatusItem> status() {
        return List.of(new StatusItem("sessions", 0));
    }

    @Override
    public List<Channel> channels() {
        return List.of(
                new Channel("7f3a", "127.0.0.1:1", Instant.EPOCH, "DATA", "", Channel.Place.NONE));
    }

    @Override
    public ListenerControl listenerControl() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Accounts accounts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AdminReply carryOut(ServerCommand command, List<String> arguments) {
        return AdminReply.done(command.name());
    }
}
