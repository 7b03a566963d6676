package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.admin.AdminClient;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.LimitSettings;
import dmail.common.system.ServiceManagerEar;
import dmail.common.testing.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class ServerMainTest {
    @TempDir private Path folder;
    private final FakeClock clock = FakeClock.atNoon();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeServer server = new FakeServer();
    private String notifySocket = "";

    @BeforeEach
    void makeFolders() throws Exception {
        Files.createDirectories(folder.resolve("work"));
        Files.createDirectories(folder.resolve("drop"));
        configure();
    }

    @Test
    void doesNotGoOnAsRootWhereItIsToRunAsSomebodyElse() throws Exception {
        assumeTrue(
                ProcessHandle.current().info().user().filter("root"::equals).isPresent(),
                "takes root");
        configure("run_as nobody");

        assertEquals(ExitStatus.CONFIG, run("-i", file().toString()));
        assertEquals(
                "dsmtp: not started: run_as nobody, but this is root: the line has to be in "
                        + file()
                        + " itself, and bin/dsmtp has to start the server\n",
                err());
        assertFalse(Files.exists(folder.resolve("work/dsmtp.lock")));
    }

    // ---- questions that need no server

    @Test
    void explainsItsOptions() {
        assertEquals(ExitStatus.OK, run("--help"));
        assertTrue(out().startsWith("usage: dsmtp [-i file] [--check | -n | --all]\n"), out());
    }

    @Test
    void tellsItsVersion() {
        assertEquals(ExitStatus.OK, run("--version"));
        assertEquals("dsmtp 4.0.0\n", out());
    }

    @Test
    void refusesAnOptionItDoesNotKnow() {
        assertEquals(ExitStatus.USAGE, run("-x"));
        assertEquals("dsmtp: Unrecognized option: -x; dsmtp --help lists the options\n", err());
    }

    @Test
    void refusesArguments() {
        assertEquals(ExitStatus.USAGE, run("start"));
        assertEquals(
                "dsmtp: no argument is expected: start; dsmtp --help lists the options\n", err());
    }

    @Test
    void findsNothingToComplainAboutInAGoodFile() {
        assertEquals(ExitStatus.OK, run("-i", file().toString(), "--check"));
        assertEquals("", out() + err());
    }

    @Test
    void bi1_printsEachProblemWithItsLine() throws Exception {
        configure("max_rcpts many", "nonsense 1");

        assertEquals(ExitStatus.CONFIG, run("-i", file().toString(), "--check"));

        List<String> lines = out().lines().toList();
        assertEquals(2, lines.size(), out());
        assertTrue(lines.get(0).startsWith(file() + ":5: max_rcpts"), out());
        assertTrue(lines.get(1).startsWith(file() + ":6: "), out());
    }

    @Test
    void showsWhatDiffersFromTheDefaults() throws Exception {
        configure("max_rcpts 7");

        assertEquals(ExitStatus.OK, run("-i", file().toString(), "-n"));
        assertTrue(out().contains("# " + file() + ":5\nmax_rcpts 7\n"), out());
        assertFalse(out().contains("smtp_port"), out());
    }

    @Test
    void showsAllSettings() {
        assertEquals(ExitStatus.OK, run("-i", file().toString(), "--all"));
        assertTrue(out().contains("# default\nsmtp_port 25\n"), out());
    }

    // ---- start

    @Test
    void doesNotStartOnAFileThatIsMissing() {
        assertEquals(ExitStatus.CONFIG, run("-i", folder.resolve("none").toString()));
        assertTrue(err().startsWith(folder.resolve("none").toString()), err());
        assertTrue(err().endsWith("dsmtp: not started, because of the configuration\n"), err());
    }

    @Test
    void tellsWhyTheServerCannotStartAndLeavesNothingBehind() {
        server.trouble.set(new CannotStart(ExitStatus.OS_ERROR, "port 25 is taken"));

        assertEquals(ExitStatus.OS_ERROR, run("-i", file().toString()));
        assertTrue(err().contains("error: - not started reason=\"port 25 is taken\"\n"), err());
        assertTrue(err().endsWith("dsmtp: not started: port 25 is taken\n"), err());
        assertFalse(Files.exists(folder.resolve("work/dsmtp.lock")));
    }

    @Test
    void doesNotStartWithoutItsLogFile() throws Exception {
        configure("log_path " + folder.resolve("none"));

        assertEquals(ExitStatus.CANNOT_CREATE, run("-i", file().toString()));
        assertTrue(err().startsWith("dsmtp: not started: the log file can't be opened: "), err());
    }

    // ---- life

    @Test
    void saysThatItIsReadyAndEndsCleanly() throws Exception {
        configure("log_level error");
        serve(client -> client.text(List.of("version")));

        assertEquals(
                """
                2026-11-21T12:00:00.000Z test.example dsmtp[%1$d]: - ready smtp=127.0.0.1:2525
                2026-11-21T12:00:00.000Z test.example dsmtp[%1$d]: - stopping
                2026-11-21T12:00:00.000Z test.example dsmtp[%1$d]: - stopped
                """
                        .formatted(ProcessHandle.current().pid()),
                err());
        assertTrue(server.stopped);
        try (var left = Files.list(folder.resolve("work"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void refusesToRunTwiceOnOneWorkFolder() throws Exception {
        String complaint =
                "dsmtp: not started: another server works on %s: dsmtp, process %d\n"
                        .formatted(folder.resolve("work"), ProcessHandle.current().pid());
        serve(client -> {
            assertEquals(ExitStatus.TEMPORARY, run("-i", file().toString()));
            assertTrue(err().contains(complaint), err());
            return client.text(List.of("version"));
        });
    }

    @Test
    void reloadsOnRequest() throws Exception {
        configure("max_rcpts 7");
        AdminClient.Answer answer =
                serve(client -> {
                    configure("max_rcpts 8", "log_level debug");
                    AdminClient.Answer reload = client.text(List.of("reload"));
                    assertEquals(8, server.configuration.get().value(LimitSettings.MAX_RCPTS));
                    assertEquals("log_level debug\n", client.text(List.of("log_level")).body());
                    return reload;
                });

        assertEquals(
                new AdminClient.Answer(0, "the settings of " + file() + " are in force\n"), answer);
    }

    @Test
    void namesSettingsThatWaitForARestart() throws Exception {
        AdminClient.Answer answer =
                serve(client -> {
                    configure("tls_rsa_key_exchange true");
                    client.text(List.of("reload"));
                    return client.text(List.of("reload"));
                });

        assertEquals(
                "the settings of "
                        + file()
                        + " are in force\ntls_rsa_key_exchange: after a restart only\n",
                answer.body());
    }

    /** A reload drops the transaction, or finds all of it in force. */
    @Test
    void momN30_aTransactionStaysWholeBesideReloads() throws Exception {
        AdminClient.Answer last =
                serve(client -> {
                    FutureTask<Integer> reloads =
                            new FutureTask<>(() -> {
                                int done = 0;
                                while (done < 20 && client.text(List.of("reload")).status() == 0) {
                                    done++;
                                }
                                return done;
                            });
                    Thread.ofVirtual().start(reloads);
                    for (int i = 0; i < 20; i++) {
                        transaction(client, 10 + i);
                    }
                    assertEquals(20, reloads.get());
                    client.text(List.of("reload"));
                    return transaction(client, 99);
                });

        assertEquals(0, last.status(), last.body());
        for (Configuration applied : server.all) {
            int rcpts =
                    applied.isSet(LimitSettings.MAX_RCPTS)
                            ? applied.value(LimitSettings.MAX_RCPTS)
                            : 0;
            int errors =
                    applied.isSet(LimitSettings.MAX_ERRORS)
                            ? applied.value(LimitSettings.MAX_ERRORS)
                            : 0;
            assertEquals(rcpts, errors);
        }
        assertEquals(99, server.configuration.get().value(LimitSettings.MAX_RCPTS));
    }

    private static AdminClient.Answer transaction(AdminClient client, int value)
            throws IOException {
        client.text(List.of("config", "begin"));
        client.text(List.of("config", "set", "max_rcpts", "" + value));
        client.text(List.of("config", "set", "max_errors", "" + value));
        return client.text(List.of("config", "commit"));
    }

    @Test
    void keepsItsSettingsWhenTheNewOnesAreWrong() throws Exception {
        configure("max_rcpts 7");
        AdminClient.Answer answer =
                serve(client -> {
                    configure("max_rcpts many", "log_level debug");
                    AdminClient.Answer reload = client.text(List.of("reload"));
                    assertEquals(7, server.configuration.get().value(LimitSettings.MAX_RCPTS));
                    assertEquals(
                            "max_rcpts 7  (" + file() + ":5)\n",
                            client.text(List.of("config", "max_rcpts")).body());
                    assertEquals("log_level info\n", client.text(List.of("log_level")).body());
                    return reload;
                });

        assertEquals(78, answer.status());
        assertTrue(
                answer.body()
                        .startsWith("nothing has changed, because of errors:\n" + file() + ":5: "),
                answer.body());
    }

    @Test
    void keepsItsSettingsWhenTheServerRefusesTheNewOnes() throws Exception {
        AdminClient.Answer answer =
                serve(client -> {
                    server.refusal = "port 2526 is taken";
                    configure("log_level debug");
                    return client.json(List.of("reload"));
                });

        assertEquals(78, answer.status());
        assertTrue(answer.body().contains("\"errors\":[\"port 2526 is taken\"]"), answer.body());
    }

    /** After SIGHUP the log is the only place that can say so. */
    @Test
    void logsWhyTheServerRefusesNewSettings() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        configure("log_path " + logs);
        serve(client -> {
            server.refusal = "port 2526 is taken";
            return client.text(List.of("reload"));
        });

        String log = Files.readString(logs.resolve("dsmtp.log"));
        assertTrue(
                log.contains("- reload failed file=" + file() + " reason=\"port 2526 is taken\"\n"),
                log);
    }

    @Test
    void opensItsLogFileAnewOnSighup() throws Exception {
        assumeFalse(isHangupIgnored(), "SIGHUP is ignored here, as under nohup");
        Path logs = Files.createDirectory(folder.resolve("logs"));
        configure("log_path " + logs);
        serve(client -> {
            Files.move(logs.resolve("dsmtp.log"), logs.resolve("moved"));
            server.reloaded = new CountDownLatch(1);
            new ProcessBuilder("kill", "-HUP", "" + ProcessHandle.current().pid())
                    .start()
                    .waitFor();
            server.reloaded.await();
            return client.text(List.of("status"));
        });

        assertTrue(Files.readString(logs.resolve("moved")).contains("- ready smtp="));
        String newLog = Files.readString(logs.resolve("dsmtp.log"));
        assertTrue(newLog.contains("- reloaded file=" + file()), newLog);
        assertTrue(newLog.endsWith("- stopped\n"), newLog);
    }

    @Test
    void tellsItsServiceManagerHowItIs() throws Exception {
        notifySocket = folder.resolve("notify").toString();
        try (ServiceManagerEar ear = new ServiceManagerEar(notifySocket)) {
            serve(client -> {
                assertEquals("READY=1\nSTATUS=ready smtp=127.0.0.1:2525", ear.hear());
                AdminClient.Answer answer = client.text(List.of("reload"));
                String reloading = ear.hear();
                assertTrue(reloading.matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*"), reloading);
                assertEquals("READY=1\nSTATUS=ready smtp=127.0.0.1:2525", ear.hear());
                return answer;
            });
            assertEquals("STOPPING=1", ear.hear());
        }
    }

    @Test
    void servesAlsoWhereNoServiceManagerHears() throws Exception {
        notifySocket = folder.resolve("nobody").toString();
        serve(client -> client.text(List.of("status")));

        assertTrue(
                err().contains("warning: - service manager not notified reason=\"sendto fails"),
                err());
    }

    /** A program can't hear what was ignored when it was started. */
    private static boolean isHangupIgnored() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("SigIgn:")) {
                return Long.parseUnsignedLong(line.substring(7).strip(), 16) % 2 == 1;
            }
        }
        return false;
    }

    @Test
    void runsWithoutControlSocketWhereItsPathIsTooLong() throws Exception {
        Path deep = folder.resolve("d".repeat(120));
        Files.createDirectories(deep);
        Files.writeString(
                file(),
                """
                host_domain test.example
                drop_path drop
                work_path %s
                """
                        .formatted(deep));
        Future<ExitStatus> run = start();
        server.ready.await();
        new ProcessBuilder("kill", "-TERM", "" + ProcessHandle.current().pid()).start().waitFor();

        assertEquals(ExitStatus.OK, run.get());
        assertTrue(err().contains("error: - control socket unavailable path="), err());
    }

    /** Runs the server while something is asked of it; the server is ended afterwards. */
    private <T> T serve(Conversation<T> conversation) throws Exception {
        Future<ExitStatus> run = start();
        AdminClient client = new AdminClient(folder.resolve("work/dsmtp.sock"));
        server.ready.await();
        T result = conversation.with(client);
        client.text(List.of("shutdown"));
        assertEquals(ExitStatus.OK, run.get());
        return result;
    }

    /** What a test asks a running server. */
    @FunctionalInterface
    private interface Conversation<T> {
        T with(AdminClient client) throws Exception;
    }

    private Future<ExitStatus> start() {
        FutureTask<ExitStatus> run = new FutureTask<>(() -> run("-i", file().toString()));
        Thread.ofPlatform().name("server").daemon().start(run);
        return run;
    }

    private ExitStatus run(String... arguments) {
        Environment environment =
                new Environment(
                        FileSystems.getDefault(), clock, print(out), print(err), notifySocket);
        return ServerMain.run(server, List.of(arguments), environment);
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path file() {
        return folder.resolve("dmail.conf");
    }

    private void configure(String... more) throws Exception {
        Files.writeString(
                file(),
                """
                host_domain test.example
                drop_path drop
                work_path work
                sysadmin ann@test.example
                %s
                """
                        .formatted(String.join("\n", more)));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    }
}
