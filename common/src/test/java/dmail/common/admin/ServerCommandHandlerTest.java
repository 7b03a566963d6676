package dmail.common.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dmail.common.admin.command.QueueCommand;
import dmail.common.admin.command.ServerCommand;
import dmail.common.admin.listen.ListenerControl;
import dmail.common.admin.listen.ListenerState;
import dmail.common.authent.UsersFiles;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.log.Level;
import dmail.common.log.LogFollower;
import dmail.common.log.LogFollowers;
import dmail.common.login.Accounts;
import dmail.common.table.TableMemory;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerCommandHandlerTest {
    @TempDir private Path folder;
    private final FakeClock clock = FakeClock.atNoon();
    private final FakeControl control = new FakeControl(clock.instant());
    private final FakeView view = new FakeView();
    private final ServerCommandHandler handler = new ServerCommandHandler(control, view, clock);

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(folder.resolve("work"));
        Files.writeString(folder.resolve("users"), "acme_fred:$6$salt$hash\n");
        Path file = folder.resolve("dmail.conf");
        Files.writeString(
                file,
                """
                host_domain test.example
                host_domain alias.example
                vdomain acme /acme acme.example acme
                drop_path .
                work_path work
                authent_method internal
                users_file users
                max_rcpts 5
                max_rcpts 7
                """);
        Configuration configuration = ConfigReader.read(file, Server.DSMTP).configuration();
        control.configuration.set(configuration);
        MemoryLog log = new MemoryLog();
        UsersFiles users = new UsersFiles(TableMemory.ofTool(), log);
        view.accounts.set(Accounts.from(configuration, users, log));
    }

    @Test
    void showsHowAnAddressIsUnderstood() {
        AdminReply reply = ask("address", "fred@acme.example");

        assertEquals(ExitStatus.OK, reply.status());
        assertTrue(reply.text().contains("dmail.conf:3)\n"), reply.text());
        assertTrue(
                reply.text().contains(folder.resolve("acme/acme_fred").toString()), reply.text());
        assertTrue(reply.json().contains("\"decided_by\":\""), reply.json());
    }

    @Test
    void mtq13_listenersAreListedStoppedAndStarted() {
        assertEquals(
                "listener mx has been stopped until the next reload\n",
                ask("listen", "stop", "MX").text());
        assertEquals(ExitStatus.OK, ask("listen_start", "mx").status());
        assertEquals(ExitStatus.DATA_ERROR, ask("listen", "stop", "none").status());
        assertEquals(List.of("stop mx", "start mx", "stop none"), view.listeners.asked);
        assertEquals("[]", ask("listen", "list").json());
    }

    @Test
    void sm1_theAddressesOfTheMachineAreListed() {
        String text = ask("ips").text();

        assertTrue(
                text.contains(
                        "\n127.0.0.1                 up       test.example              -            smtp:25 pop:110\n"),
                text);
    }

    @Test
    void saysWhenThereIsNoSuchUser() {
        assertEquals(ExitStatus.NO_USER, ask("address", "nobody@acme.example").status());
        assertEquals(ExitStatus.NO_USER, ask("address", "fred@elsewhere.example").status());
        assertEquals(ExitStatus.NO_USER, ask("login", "nobody").status());
    }

    @Test
    void showsHowALoginIsUnderstood() {
        assertEquals(ExitStatus.OK, ask("login", "fred/acme").status());
        assertEquals(ExitStatus.OK, ask("login", "fred/acme", "127.0.0.9").status());
        assertEquals(
                "login: 127.0.0.x is no IP address\n",
                ask("login", "fred/acme", "127.0.0.x").text());
    }

    @Test
    void showsEveryLineOfASettingThatMayBeRepeated() {
        String file = folder.resolve("dmail.conf").toString();

        assertEquals(
                "host_domain test.example  (%1$s:1)\nhost_domain alias.example  (%1$s:2)\n"
                        .formatted(file),
                ask("config", "host_domain").text());
    }

    @Test
    void showsTheLineThatCountsOfASettingThatMayNot() {
        assertEquals(
                "max_rcpts 7  (" + folder.resolve("dmail.conf") + ":9)\n",
                ask("config", "MAX-RCPTS").text());
    }

    @Test
    void showsDefaults() {
        assertEquals("smtp_port 25  (default)\n", ask("config", "smtp_port").text());
        assertEquals(
                "[{\"setting\":\"smtp_port\",\"value\":\"25\",\"origin\":\"default\"}]",
                ask("config", "smtp_port").json());
    }

    @Test
    void knowsNoOtherSettings() {
        AdminReply reply = ask("config", "nonsense");

        assertEquals(ExitStatus.DATA_ERROR, reply.status());
        assertEquals("config: no setting is named nonsense\n", reply.text());
    }

    @Test
    void reportsItsStatus() {
        clock.advance(Duration.ofMinutes(2));

        assertEquals(
                """
                server: dsmtp 4.0.0
                pid: 4711
                started: 2026-11-21T12:00:00Z
                uptime_seconds: 120
                configuration: %s/dmail.conf
                log_level: info
                sessions: 2
                """
                        .formatted(folder),
                ask("status").text());
        assertTrue(ask("status").json().contains("\"uptime_seconds\":120,"), ask("status").json());
    }

    @Test
    void mtq14_listsChannelsWithTheAddressAndPortThere() {
        clock.advance(Duration.ofSeconds(61));

        assertEquals(
                """
                id         client                     seconds  state           listener     local                 user
                7f3a       192.0.2.1:4000                  61  DATA            mx           192.0.2.9:25
                7f3b       [2001:db8::1]:4001              61  TRANSACTION     pop          [2001:db8:0:0:0:0:0:9]:110 acme_fred
                2 channels
                """,
                ask("showchans").text());
        assertEquals(
                "[{\"id\":\"7f3a\",\"client\":\"192.0.2.1:4000\",\"seconds\":61,\"state\":\"DATA\","
                        + "\"user\":\"\",\"listener\":\"mx\",\"local\":\"192.0.2.9:25\"},{\"id\":\"7f3b\",\"client\":\"[2001:db8::1]:4001\","
                        + "\"seconds\":61,\"state\":\"TRANSACTION\",\"user\":\"acme_fred\",\"listener\":\"pop\",\"local\":\"[2001:db8:0:0:0:0:0:9]:110\"}]",
                ask("showchans").json());
    }

    @Test
    void changesTheLogLevel() {
        assertEquals("log_level info\n", ask("log_level").text());
        assertEquals("log_level debug\n", ask("log", "level", "Debug").text());
        assertEquals(Level.DEBUG, control.level);
        assertEquals(ExitStatus.USAGE, ask("log_level", "loud").status());
    }

    @Test
    void pullsTheLeversOfTheServer() {
        assertEquals("reload\n", ask("reload").text());
        assertEquals("dsmtp is ending\n", ask("shutdown").text());
        assertTrue(control.ending);
        assertEquals("the cache of the user data base is empty\n", ask("clear_cache_all").text());
    }

    @Test
    void listsItsCommands() {
        assertEquals(CommandTable.help(Server.DSMTP), ask("help").text());
        assertEquals("dsmtp 4.0.0\n", ask("version").text());
        assertEquals("{\"version\":\"4.0.0\"}", ask("version").json());
    }

    @Test
    void needsNoLicence() {
        AdminReply reply = ask("register");

        assertEquals(ExitStatus.OK, reply.status());
        assertEquals("register: not needed: there are no licences or keys\n", reply.text());
    }

    @Test
    void saysWhyItDoesNotServeACommandOfTheOriginal() {
        AdminReply reply = ask("filters");

        assertEquals(ExitStatus.UNAVAILABLE, reply.status());
        assertEquals("filters: not served by this version: no mail is filtered\n", reply.text());
        assertEquals(
                "quiet: no longer served: nothing is printed on standard output; see log_level\n",
                ask("quiet").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"address", "address a b", "status now", "login", "login a b c", "reload x"})
    void showsTheUsageWhenArgumentsAreMissingOrTooMany(String words) {
        AdminReply reply = ask(words.split(" "));

        assertEquals(ExitStatus.USAGE, reply.status());
        assertTrue(reply.text().startsWith("usage: " + words.substring(0, 5)), reply.text());
    }

    @Test
    void refusesCommandsItDoesNotKnow() {
        assertEquals(
                "no command is named frobnicate; the command help lists them\n",
                ask("frobnicate").text());
        assertEquals("no command is given; the command help lists them\n", ask().text());
    }

    private AdminReply ask(String... words) {
        return handler.answer(List.of(words)) instanceof StreamedReply reply
                ? written(reply)
                : fail("not a reply: " + List.of(words));
    }

    private static AdminReply written(StreamedReply reply) {
        OneReply writer = new OneReply();
        try {
            ExitStatus _ = reply.write(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.written.getFirst();
    }

    /** Takes a reply that is written whole. */
    private static final class OneReply implements StreamedReply.ReplyWriter {
        private final List<AdminReply> written = new ArrayList<>();

        @Override
        public ReplyForm form() {
            return ReplyForm.TEXT;
        }

        @Override
        public void write(String text) {
            fail("a piece: " + text);
        }

        @Override
        public ExitStatus write(AdminReply reply) {
            written.add(reply);
            return reply.status();
        }

        @Override
        public void keepAlive() {}
    }

    /** A server whose levers only remember that they were pulled. */
    @Test
    void listsThoseWhoFollowTheLog() {
        assertEquals("0 monitors\n", ask("monitors").text());
        try (LogFollower _ = control.followers.join("root").orElseThrow()) {
            clock.advance(Duration.ofSeconds(75));

            assertEquals(
                    """
                    who                        seconds  left out
                    root                            75         0
                    1 monitor
                    """,
                    ask("monitors").text());
            assertEquals(
                    "[{\"who\":\"root\",\"seconds\":75,\"left_out\":0}]", ask("monitors").json());
        }
    }

    @Test
    void leavesItsOwnCommandsToTheServer() {
        assertEquals("DNS [acme.example]\n", ask("dns", "acme.example").text());
        assertEquals("SUSPEND []\n", ask("Suspend").text());
    }

    @Test
    void leavesTheQueueToAReplyThatIsMadeWhileItIsSent() {
        assertEquals("TRYALL []\n", ask("try", "all").text());
        assertEquals(List.of("TRYALL []"), view.queueCommands);
        assertEquals("usage: tryall [--dry-run]\n", ask("tryall", "now", "all").text());
        assertEquals("SUSPEND []\n", ask("suspend").text());
        assertEquals(List.of("TRYALL []"), view.queueCommands);
    }

    @Test
    void handsTheLiveLogToTheConnection() {
        assertEquals(
                new AdminAnswer.Live(control.followers), handler.answer(List.of("send", "log")));
        assertEquals("usage: sendlog\n", ask("sendlog", "now").text());
        assertEquals(
                "usage: suspend; perhaps: binding suspend one\n",
                ask("suspend", "binding", "one").text());
    }

    @Test
    void carriesOutACommandWhenItsReplyIsWrittenAndNotBefore() {
        AdminAnswer answer = handler.answer(List.of("shutdown"));

        assertFalse(control.ending);
        AdminReply _ = written((StreamedReply) answer);
        assertTrue(control.ending);
    }

    @Test
    void momN30_aChangeOfSettingsIsMadeInTheNameOfItsCaller() {
        StreamedReply reply =
                (StreamedReply)
                        handler.answer(
                                List.of("config", "set", "to_domain", "x", "weight", "1"),
                                () -> "root");

        assertEquals(
                new ConfigChange(ConfigChange.Verb.SET, "to_domain x weight 1", "root", false)
                        + "\n",
                written(reply).text());
        assertEquals("usage: config_set <setting>...\n", ask("config", "set").text());
        assertEquals("usage: config_begin\n", ask("config", "begin", "now").text());
    }

    private static final class FakeControl implements ServerControl {
        private final Instant started;
        private final AtomicReference<Configuration> configuration = new AtomicReference<>();
        private final LogFollowers followers = new LogFollowers(FakeClock.atNoon());
        private Level level = Level.INFO;
        private boolean ending;

        private FakeControl(Instant started) {
            this.started = started;
        }

        @Override
        public Server server() {
            return Server.DSMTP;
        }

        @Override
        public String version() {
            return "4.0.0";
        }

        @Override
        public Instant started() {
            return started;
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public Configuration configuration() {
            return configuration.get();
        }

        @Override
        public AdminReply reload() {
            return AdminReply.done("reload");
        }

        @Override
        public AdminReply change(ConfigChange change) {
            return AdminReply.done(change.toString());
        }

        @Override
        public void shutdown() {
            ending = true;
        }

        @Override
        public Level logLevel() {
            return level;
        }

        @Override
        public LogFollowers followers() {
            return followers;
        }

        @Override
        public void logLevel(Level next) {
            level = next;
        }
    }

    /** Keeps what it was asked for; there is only mx. */
    private static final class FakeListeners implements ListenerControl {
        private final List<String> asked = new ArrayList<>();

        @Override
        public List<ListenerState> states() {
            return List.of();
        }

        @Override
        public Outcome start(String name) {
            return outcome("start " + name, name);
        }

        @Override
        public Outcome stop(String name) {
            return outcome("stop " + name, name);
        }

        private Outcome outcome(String request, String name) {
            asked.add(request);
            return name.equals("mx") ? new Outcome.Done() : new Outcome.Unknown();
        }
    }

    private static final class FakeView implements ServerView {
        private final AtomicReference<Accounts> accounts = new AtomicReference<>();
        private final List<String> queueCommands = new ArrayList<>();
        private final FakeListeners listeners = new FakeListeners();

        @Override
        public List<StatusItem> status() {
            return List.of(new StatusItem("sessions", 2));
        }

        @Override
        public List<Channel> channels() {
            Instant noon = FakeClock.atNoon().instant();
            return List.of(
                    new Channel(
                            "7f3a",
                            "192.0.2.1:4000",
                            noon,
                            "DATA",
                            "",
                            Channel.Place.of("mx", InetAddress.ofLiteral("192.0.2.9"), 25)),
                    new Channel(
                            "7f3b",
                            "[2001:db8::1]:4001",
                            noon,
                            "TRANSACTION",
                            "acme_fred",
                            Channel.Place.of("pop", InetAddress.ofLiteral("2001:db8::9"), 110)));
        }

        @Override
        public ListenerControl listenerControl() {
            return listeners;
        }

        @Override
        public Accounts accounts() {
            return accounts.get();
        }

        @Override
        public AdminReply carryOut(ServerCommand command, List<String> arguments) {
            return AdminReply.done(command + " " + arguments);
        }

        @Override
        public StreamedReply queueReply(QueueCommand command, List<String> arguments) {
            queueCommands.add(command + " " + arguments);
            return writer -> writer.write(AdminReply.done(command + " " + arguments));
        }
    }
}
