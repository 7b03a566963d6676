package dmail.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.command.DpopCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.login.DropLayout;
import dmail.common.server.CannotStart;
import dmail.common.server.Running.Reload;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with users' own stores, from dmail.conf to the octets that a client gets. */
@Timeout(60)
class BinServerTest {
    private static final String FROM = "From bob@b.example Sat Nov 21 12:00:00 2026\n";
    private static final String SMALL = FROM + "Subject: small\n\n.hello\n\n";

    /** So long that the system sends it from the file by itself. */
    private static final String LARGE =
            FROM + "Subject: large\n\n" + ".0123456789 and so on\n".repeat(30_000) + "\n";

    private static final String STORES = "bin_path bin\nmin_space 0\n";

    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();
    private final List<PopServer> servers = new ArrayList<>();

    @BeforeEach
    void site() throws IOException {
        for (String name : List.of("work", "other", "in", "acme")) {
            Files.createDirectories(folder.resolve(name));
        }
        String users = "alice:" + TestServer.HASH + "\nacme_fred:" + TestServer.HASH + "\n";
        Files.writeString(folder.resolve("work/nwauth.txt"), users);
        Files.writeString(folder.resolve("in/alice"), SMALL + LARGE);
    }

    @AfterEach
    void stop() {
        servers.forEach(PopServer::stop);
    }

    private Configuration configuration(String more) throws IOException {
        return TestServer.configuration(folder, more);
    }

    private PopServer start(String more) throws IOException, CannotStart {
        PopServer server =
                PopServer.start(configuration(more), log, TestServer.program(FakeClock.atNoon()));
        servers.add(server);
        return server;
    }

    /** {@return the replies to these commands, behind a login} */
    private static List<String> session(PopServer server, String user, String... commands)
            throws IOException {
        String ready = server.ready().toString();
        int port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String all = "USER " + user + "\r\nPASS secret\r\n" + String.join("\r\n", commands);
            socket.getOutputStream()
                    .write((all + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            return lines.subList(3, lines.size());
        }
    }

    private static String wire(String mbox) {
        return mbox.substring(FROM.length(), mbox.length() - 1).replace("\n.", "\n..");
    }

    private Path store(String name) {
        return folder.resolve("bin").resolve(name + ".bin").resolve("mail");
    }

    @Test
    void sendsMailFromTheStore() throws Exception {
        PopServer server = start(STORES);
        List<String> lines = session(server, "alice", "RETR 1", "RETR 2", "TOP 2 1", "DELE 1");

        String expected =
                "+OK 26 octets\n%s.\n+OK 690018 octets\n%s.\n+OK top of message follows\nSubject: large\n\n..0123456789 and so on\n.\n"
                        .formatted(wire(SMALL), wire(LARGE));
        assertEquals(
                expected + "+OK message 1 deleted\n+OK goodbye\n", String.join("\n", lines) + "\n");
        assertEquals(0, Files.size(folder.resolve("in/alice")));
        assertTrue(Files.exists(store("alice")));
        assertEquals("+OK 1 690018", session(server, "alice", "STAT").getFirst());
    }

    @Test
    void changesBetweenTheTwoWithoutLosingAnything() throws Exception {
        PopServer server = start("");
        List<String> before = session(server, "alice", "UIDL", "LIST", "RETR 1");
        for (String settings :
                List.of(
                        STORES,
                        "hash_bindir true\nhash_spool 1\n" + STORES,
                        STORES,
                        "drop_users a*\n" + STORES,
                        "bin_path elsewhere\n",
                        "",
                        STORES,
                        "use_drop true\n" + STORES)) {
            assertInstanceOf(Reload.Done.class, server.reload(configuration(settings)));
            assertEquals(before, session(server, "alice", "UIDL", "LIST", "RETR 1"), settings);
        }
        assertEquals(SMALL + LARGE, Files.readString(folder.resolve("in/alice")));
        assertFalse(Files.exists(store("alice")));
    }

    @Test
    void dm8_namesOfStoresCarryThePrefixWhateverDropPrefixSays() throws Exception {
        Files.writeString(folder.resolve("acme/fred"), SMALL);
        PopServer server = start("drop_prefix false\n" + STORES);

        assertEquals("+OK 1 26", session(server, "fred/acme", "STAT").getFirst());
        assertTrue(Files.exists(store("acme_fred")));
    }

    @Test
    void twoServersNeverShareStores() throws Exception {
        start(STORES);
        Files.copy(folder.resolve("work/nwauth.txt"), folder.resolve("other/nwauth.txt"));
        CannotStart refusal =
                assertThrows(
                        CannotStart.class,
                        () -> start("work_path other\nusers_file work/nwauth.txt\n" + STORES));

        assertTrue(
                String.valueOf(refusal.getMessage()).contains("in use by another dpop"),
                refusal.getMessage());
    }

    @Test
    void aDiskThatIsNotMountedIsNotTakenForAnEmptyStore() throws Exception {
        session(start(STORES), "alice", "STAT");
        stop();
        servers.clear();
        Files.move(folder.resolve("bin"), folder.resolve("unmounted"));
        Files.createDirectory(folder.resolve("bin"));

        assertThrows(CannotStart.class, () -> start(STORES));
        Files.delete(folder.resolve("bin"));
        Files.move(folder.resolve("unmounted"), folder.resolve("bin"));
        assertEquals("+OK 2 690044", session(start(STORES), "alice", "STAT").getFirst());
    }

    @Test
    void checksAndMends() throws Exception {
        PopServer server = start(STORES);
        session(server, "alice", "STAT");
        AdminReply good = server.carryOut(DpopCommand.CHECK, List.of("alice"));
        Path bin = folder.resolve("bin").resolve("alice.bin");

        assertEquals(
                "%s: 0 messages, in order\n%s: 2 messages, in order\n2 files checked\n"
                        .formatted(folder.resolve("in/alice"), bin),
                good.text());
        Files.delete(bin.resolve("index"));
        assertEquals(
                bin + ": 2 messages, index made anew\n2 files checked\n",
                server.carryOut(DpopCommand.CHECK, List.of("all")).text());
        assertTrue(Files.exists(bin.resolve("index")));
        byte[] mail = Files.readAllBytes(store("alice"));
        mail[mail.length - 1000] ^= 1;
        Files.write(store("alice"), mail);
        AdminReply damaged = server.carryOut(DpopCommand.CHECK, List.of("all"));
        assertEquals(ExitStatus.DATA_ERROR, damaged.status());
        assertEquals(
                bin + ": 2 messages, not as they were written: 2\n2 files checked\n",
                damaged.text());
        assertTrue(damaged.json().contains("\"verdict\":\"damaged\""), damaged.json());
    }

    @Test
    void programsAreToldWhatACheckHasFound() throws Exception {
        PopServer server = start("");
        session(server, "alice", "STAT");

        assertEquals(
                "{\"files\":1,\"findings\":[{\"file\":\"%s\",\"verdict\":\"in_order\",\"text\":\"2 messages, in order\"}]}"
                        .formatted(folder.resolve("in/alice")),
                server.carryOut(DpopCommand.CHECK, List.of("alice")).json());
        assertTrue(
                server.carryOut(DpopCommand.CHECK, List.of("all"))
                        .json()
                        .endsWith("\"findings\":[]}"));
    }

    @Test
    void whatCannotMoveIsNamed() throws Exception {
        PopServer server = start(STORES);
        session(server, "alice", "STAT");
        server.reload(configuration("hash_bindir true\nhash_spool 2\n" + STORES));
        Path taken = letters(folder.resolve("bin"), "alice").resolve("alice.bin");
        Files.createDirectories(taken.resolve("something"));

        AdminReply reply = server.carryOut(DpopCommand.REHASH, List.of());

        String problem = folder.resolve("bin/alice.bin") + ": in use, or something is in its place";
        assertEquals(problem + "\n1 drop files and 0 stores moved\n", reply.text());
        assertEquals(
                "{\"drop_files\":1,\"stores\":0,\"problems\":[\"" + problem + "\"]}", reply.json());
        assertEquals(ExitStatus.TEMPORARY, reply.status());
        assertTrue(Files.exists(folder.resolve("bin/alice.bin/mail")));
    }

    @Test
    void checksTheIndexOfADropFile() throws Exception {
        PopServer server = start("");
        session(server, "alice", "STAT");

        assertEquals(
                folder.resolve("in/alice") + ": 2 messages, in order\n1 file checked\n",
                server.carryOut(DpopCommand.CHECK, List.of("alice")).text());
        assertEquals(
                ExitStatus.NO_USER, server.carryOut(DpopCommand.CHECK, List.of("nobody")).status());
    }

    @Test
    void movesAllToTheirHashedPlaces() throws Exception {
        PopServer server = start(STORES);
        session(server, "alice", "STAT");
        Files.writeString(folder.resolve("in/alice.fwd"), "bob@b.example\n");
        Files.writeString(folder.resolve("acme/acme_fred"), SMALL);
        server.reload(configuration("hash_spool 2\nhash_bindir true\n" + STORES));

        AdminReply reply = server.carryOut(DpopCommand.REHASH, List.of());
        assertEquals("2 drop files and 1 stores moved\n", reply.text());
        Path letters = letters(folder.resolve("in"), "alice");
        assertTrue(Files.exists(letters.resolve("alice")));
        assertTrue(Files.exists(letters.resolve("alice.fwd")));
        assertTrue(Files.exists(letters(folder.resolve("acme"), "acme_fred").resolve("acme_fred")));
        Path bins = letters(folder.resolve("bin"), "alice");
        assertTrue(Files.exists(bins.resolve("alice.bin/mail")));
        assertEquals("+OK 2 690044", session(server, "alice", "STAT").getFirst());
        server.reload(configuration(STORES));
        assertEquals(
                "2 drop files and 1 stores moved\n",
                server.carryOut(DpopCommand.REHASH, List.of()).text());
        assertTrue(Files.exists(folder.resolve("in/alice.fwd")));
    }

    private static Path letters(Path base, String name) {
        String letters = DropLayout.letters(name, 2);
        return base.resolve(letters.substring(0, 1)).resolve(letters.substring(1));
    }
}
