package dmail.common.server;

import dmail.common.admin.AdminReply;
import dmail.common.admin.AdminServer;
import dmail.common.admin.ConfigChange;
import dmail.common.admin.ControlSocket;
import dmail.common.admin.ServerCommandHandler;
import dmail.common.admin.ServerControl;
import dmail.common.cli.ExitStatus;
import dmail.common.cli.Version;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.common.io.ProcessLock;
import dmail.common.log.Level;
import dmail.common.log.LogFollowers;
import dmail.common.log.LogLine;
import dmail.common.log.ServerLog;
import dmail.common.system.ServiceManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A running server, until it is told to stop. */
final class ServerRun implements ServerControl {
    /** What the main thread waits for. */
    private enum Event {
        RELOAD,
        STOP
    }

    private final Server server;
    private final Running running;
    private final ProcessLock lock;
    private final ServerLog log;
    private final Reloading reloading;
    private final Environment environment;
    private final ServiceManager manager;
    private final Instant started;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** Settings that were changed by commands; few servers get such. */
    private Optional<ConsoleSettings> console = Optional.empty();

    /** Replaced by reloads, one at a time; read by any thread. */
    private volatile Configuration configuration;

    ServerRun(
            Server server,
            Configuration configuration,
            Running running,
            ProcessLock lock,
            ServerLog log,
            Environment environment) {
        this.server = server;
        this.configuration = configuration;
        this.running = running;
        this.lock = lock;
        this.log = log;
        this.reloading =
                new Reloading(
                        server,
                        configuration,
                        running,
                        log,
                        environment.clock(),
                        environment.err());
        this.environment = environment;
        this.manager = new ServiceManager(environment.notifySocket());
        this.started = environment.clock().instant();
    }

    /** Serves; returns when a signal or a control command has stopped the server. */
    void untilStopped() {
        Thread.setDefaultUncaughtExceptionHandler(lastResort());
        Optional<AdminServer> admin = openControlSocket();
        Signals.onArrival("HUP", () -> events.add(Event.RELOAD));
        Signals.onArrival("TERM", () -> events.add(Event.STOP));
        Signals.onArrival("INT", () -> events.add(Event.STOP));
        log.announce(running.ready());
        tellManager(this::ready);
        while (nextEvent() == Event.RELOAD) {
            AdminReply _ = reload();
        }
        stop(admin);
    }

    /** A message for the service manager. */
    private interface News {
        void tell() throws IOException;
    }

    /** Mail is served even if the service manager can't be told. */
    private void tellManager(News news) {
        try {
            news.tell();
        } catch (IOException e) {
            log.warning(LogLine.of("service manager not notified").with("reason", e));
        }
    }

    /** The line of the log, without the {@code -} in place of a session's id. */
    private void ready() throws IOException {
        manager.ready(running.ready().toString().replaceFirst("^- ", ""));
    }

    private void reloading() throws IOException {
        manager.reloading(Duration.ofNanos(System.nanoTime()));
    }

    private UncaughtExceptions lastResort() {
        return new UncaughtExceptions(
                log,
                environment.err(),
                log::close,
                () -> Runtime.getRuntime().halt(ExitStatus.SOFTWARE.code()));
    }

    private Optional<AdminServer> openControlSocket() {
        ServerCommandHandler handler =
                new ServerCommandHandler(this, running.view(), environment.clock());
        running.controlledBy(handler);
        Path socket = ControlSocket.of(server, configuration.value(FileSettings.WORK_PATH));
        try {
            return Optional.of(AdminServer.open(socket, handler, log));
        } catch (IOException e) {
            log.error(
                    LogLine.of("control socket unavailable")
                            .with("path", socket)
                            .with("reason", e));
            return Optional.empty();
        }
    }

    private Event nextEvent() {
        try {
            return events.take();
        } catch (InterruptedException _) {
            return Event.STOP;
        }
    }

    private void stop(Optional<AdminServer> admin) {
        log.announce(LogLine.of("stopping"));
        tellManager(manager::stopping);
        log.followers().close();
        running.stop();
        admin.ifPresent(socket -> Closing.logged(socket, log));
        Closing.logged(lock, log);
        log.announce(LogLine.of("stopped"));
        log.close();
    }

    @Override
    public synchronized AdminReply reload() {
        tellManager(this::reloading);
        Reloading.Result result = reloading.from(configuration);
        if (result.settings() != configuration) {
            configuration = result.settings();
            console.ifPresent(changes -> changes.reloaded(configuration));
        }
        tellManager(this::ready);
        return result.reply();
    }

    @Override
    public synchronized AdminReply change(ConfigChange change) {
        ConsoleSettings changes = console.orElseGet(this::noChangesYet);
        console = Optional.of(changes);
        Reloading.Result result = changes.carryOut(configuration, change);
        configuration = result.settings();
        return result.reply();
    }

    private ConsoleSettings noChangesYet() {
        return new ConsoleSettings(
                configuration,
                new ConsoleServer(server, running, reloading, log, environment.clock()));
    }

    @Override
    public void shutdown() {
        events.add(Event.STOP);
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public Instant started() {
        return started;
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public Level logLevel() {
        return log.threshold();
    }

    @Override
    public LogFollowers followers() {
        return log.followers();
    }

    @Override
    public void logLevel(Level level) {
        log.threshold(level);
        log.announce(LogLine.of("log level changed").with("log_level", level));
    }
}
