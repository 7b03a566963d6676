package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.ConfigChange;
import dmail.common.admin.ConfigChange.Verb;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.binding.BindOptions;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.Scope;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopedWords;
import dmail.common.config.edit.AtomicFile;
import dmail.common.config.type.Parsed;
import dmail.common.io.DurableFiles;
import dmail.common.log.Level;
import dmail.common.log.LogFormat;
import dmail.common.log.ServerLog;
import dmail.common.log.StreamOutput;
import dmail.common.testing.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of a server that serves nobody, which are changed by commands. */
final class ConsoleFixture implements AutoCloseable {
    private final Path folder;
    final FakeClock clock = FakeClock.atNoon();
    final FakeServer server = new FakeServer();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final ServerLog log =
            ServerLog.start(
                    new LogFormat("test.example", "dsmtp", 1),
                    clock,
                    Level.INFO,
                    new StreamOutput(logged));
    AtomicFile.LastStep last = DurableFiles::moveIntoPlace;
    private Optional<Console> console = Optional.empty();

    /** A server whose settings are changed. */
    static final class Console {
        private final Reloading reloading;
        private final ConsoleSettings settings;
        Configuration current;

        Console(Configuration read, Reloading reloading, ConsoleSettings settings) {
            this.current = read;
            this.reloading = reloading;
            this.settings = settings;
        }

        AdminReply reload() {
            Reloading.Result result = reloading.from(current);
            if (result.settings() != current) {
                current = result.settings();
                settings.reloaded(current);
            }
            return result.reply();
        }

        AdminReply carryOut(ConfigChange change) {
            Reloading.Result result = settings.carryOut(current, change);
            current = result.settings();
            return result.reply();
        }
    }

    ConsoleFixture(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("work"));
        Files.createDirectories(folder.resolve("drop"));
    }

    @Override
    public void close() {
        log.close();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    static String needed() {
        return """
        host_domain test.example
        drop_path drop
        work_path work
        sysadmin postmaster@test.example
        """;
    }

    String configure(String... lines) throws IOException {
        String text = needed() + (lines.length == 0 ? "" : String.join("\n", lines) + "\n");
        write("dmail.conf", text);
        open();
        return text;
    }

    void open() {
        ConfigReading reading = ServerReading.read(file("dmail.conf"), Server.DSMTP, clock);
        Configuration read = reading.configuration();
        assertTrue(reading.isRight(), () -> reading.problems().toString());
        Reloading reloading = new Reloading(Server.DSMTP, read, server, log, clock, logged);
        ConsoleServer running = new ConsoleServer(Server.DSMTP, server, reloading, log, clock);
        WrittenSettings written =
                new WrittenSettings(read, running, (synced, path) -> last.move(synced, path));
        console = Optional.of(new Console(read, reloading, new ConsoleSettings(running, written)));
    }

    Console console() {
        return console.orElseThrow();
    }

    AdminReply ask(String caller, Verb verb, String words) {
        return console().carryOut(new ConfigChange(verb, words, caller, false));
    }

    /** The reply to a line that comes over the network. */
    AdminReply setFromAfar(String words) {
        return console().carryOut(new ConfigChange(Verb.SET, words, "192.0.2.7", true));
    }

    AdminReply ask(Verb verb) {
        return ask("root", verb, "");
    }

    AdminReply set(String words) {
        return ask("root", Verb.SET, words);
    }

    AdminReply unset(String words) {
        return ask("root", Verb.UNSET, words);
    }

    static void assertDone(AdminReply reply) {
        assertEquals(ExitStatus.OK, reply.status(), reply.text());
    }

    /** {@return what the running server has for ehlo_hostname in a scope, and from where} */
    String ehloInForce(String scope) {
        if (!(ScopedWords.parse(scope) instanceof Parsed.Good<ScopedWords>(var words))) {
            throw new AssertionError(scope);
        }
        Scope asked = words.scope();
        Found<?> found =
                ScopeTable.of(inForce())
                        .at(asked)
                        .find(BindOptions.named("ehlo_hostname").orElseThrow())
                        .orElseThrow();
        return found.value() + "  (" + found.where().orElseThrow() + ")";
    }

    String log() {
        try {
            log.flush();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return logged.toString(StandardCharsets.UTF_8);
    }

    /** {@return the last settings that the server was given} */
    private Configuration inForce() {
        return Optional.ofNullable(server.configuration.get()).orElse(console().current);
    }
}
