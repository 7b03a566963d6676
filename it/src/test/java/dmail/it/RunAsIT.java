package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import dmail.suite.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that root starts become the user of run_as, with each of their threads. */
@Timeout(120)
class RunAsIT {
    /** CAP_NET_BIND_SERVICE alone. */
    private static final String LOW_PORTS = "0000000000000400";

    private static final byte[] MESSAGE =
            "Subject: run_as\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    @BeforeEach
    void needsRoot() throws Exception {
        Needs.root();
        Needs.programs("setpriv", "chown");
        ProcessBuilder look =
                new ProcessBuilder(
                        "setpriv",
                        "--reuid=nobody",
                        "--clear-groups",
                        "test",
                        "-r",
                        Tree.built().launcher("dsmtp").toString());
        Needs.that(Ran.of(look, "").status() == 0, "the tree is in a folder that is root's alone");
    }

    @Test
    void noThreadIsRootsWhileMailGoesThrough() throws Exception {
        Site site = site("run_as nobody");
        String nobody = Ran.of(List.of("id", "-u", "nobody")).succeeded().output().strip();
        try (Suite suite = Suite.start(site)) {
            try (SmtpClient client = SmtpClient.connect(suite.smtp())) {
                assertEquals(
                        250,
                        client.send("a@b.example", List.of("ann@" + Site.DOMAIN), MESSAGE).code());
            }
            Arrivals.await(site.drop("ann"), 1);
            try (PopClient client = PopClient.login(suite.pop(), "ann", "x")) {
                assertEquals(1, client.count());
                for (ServerProcess server : List.of(suite.dsmtp(), suite.dpop())) {
                    assertEquals(Set.of(nobody), threads(server, "Uid:"));
                    assertEquals(Set.of(LOW_PORTS), threads(server, "CapEff:"));
                    assertEquals(Set.of(LOW_PORTS), threads(server, "CapBnd:"));
                }
                client.quit();
            }
            assertEquals("nobody", Files.getOwner(site.drop("ann")).getName());
        }
    }

    @Test
    void aUserThatThereIsNotIsToldOf() throws Exception {
        Ran ran = Ran.of(site("run_as no-such-user").program("dsmtp"), "");

        assertEquals(78, ran.status());
        assertEquals(
                "dsmtp: dmail.conf has run_as no-such-user, and there is no such user\n",
                ran.complaints());
    }

    @Test
    void aLineThatTheLauncherDoesNotSeeLetsNothingStart() throws Exception {
        Site site = site("#include more.conf");
        Files.writeString(site.path("more.conf"), "run_as nobody\n");

        Ran ran = Ran.of(site.program("dpop"), "");

        assertEquals(78, ran.status());
        assertTrue(
                ran.complaints().contains("dpop: not started: run_as nobody, but this is root"),
                ran::toString);
    }

    @Test
    void whatRootChangesStaysTheServers() throws Exception {
        Path users = site("run_as nobody").path("users");
        ProcessBuilder nwauth =
                new ProcessBuilder(
                        Tree.built().launcher("nwauth").toString(), "-path", users.toString());

        Ran.of(nwauth, "set bob y\nexit\n").succeeded();

        for (String file : List.of("nwauth.txt", ".nwauth.txt.lock")) {
            assertEquals("nobody", Files.getOwner(users.resolve(file)).getName(), file);
        }
    }

    private Site site(String line) throws Exception {
        Site site = Site.in(folder).line(line).user("ann", "x").write();
        Ran.of(List.of("chown", "-R", "nobody", folder.toString())).succeeded();
        return site;
    }

    /** {@return the different values that the threads of a server have} */
    private static Set<String> threads(ServerProcess server, String field) throws IOException {
        Set<String> values = new TreeSet<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", "" + server.pid(), "task"))) {
            for (Path task : tasks.toList()) {
                values.addAll(values(task.resolve("status"), field));
            }
        }
        assertTrue(values.size() > 0, field);
        return values;
    }

    /** Of a user all four numbers: real, effective, saved, and for files. */
    private static List<String> values(Path status, String field) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .flatMap(line ->
                            Stream.of(line.substring(field.length()).strip().split("\\s+", -1)))
                    .toList();
        } catch (NoSuchFileException ended) {
            return List.of();
        }
    }
}
