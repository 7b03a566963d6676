package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.StatusItem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.read.ConfigReader;
import dmail.common.testing.DialogueScript;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of which each believes that the other one takes a domain's mail. */
@Timeout(120)
class LoopTest {
    private static final DialogueScript FIRST =
            DialogueScript.of(
                    "a message for the domain between them",
                    """
                    S: 220 .*
                    C: HELO client.example
                    S: 250 .*
                    C: MAIL FROM:<alice@a.example>
                    S: 250 .*
                    C: RCPT TO:<x@loop.example>
                    S: 250 .*
                    C: DATA
                    S: 354 .*
                    C: Subject: round and round
                    C:
                    C: text
                    C: .
                    S: 250 .*
                    C: QUIT
                    S: 221 .*
                    """);

    private @TempDir Path folder;
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(Server::stop);
    }

    private Configuration configuration(String name, String more) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve("mail"));
        Files.createDirectories(home.resolve("work"));
        Files.writeString(home.resolve("users.txt"), "alice:*:\n");
        Path file = home.resolve("dmail.conf");
        Files.writeString(
                file,
                """
                host_domain %s.example
                drop_path mail
                work_path work
                authent_method internal
                users_file users.txt
                listen here on 127.0.0.1:0
                listen here protocol smtp
                %s\
                """
                        .formatted(name, more));
        ConfigReading reading = ConfigReader.read(file, dmail.common.config.Server.DSMTP);
        assertTrue(reading.isUsable(), () -> reading.problems().toString());
        return reading.configuration();
    }

    private Server start(String name, String more, MemoryLog log) throws Exception {
        SmtpProgram program =
                new SmtpProgram(
                        FakeClock.atNoon(), ZoneOffset.UTC, new Random(name.hashCode()), false);
        Server server =
                assertInstanceOf(Server.class, program.start(configuration(name, more), log));
        servers.add(server);
        return server;
    }

    private static String gateway(String domains, Server to) {
        return "gateway " + domains + " 127.0.0.1:" + to.address().getPort() + "\n";
    }

    private static long status(Server server, String name) {
        return server.view().status().stream()
                .filter(item -> item.name().equals(name))
                .map(StatusItem::value)
                .map(value -> ((Number) value).longValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMessageEndsByTheCountOfItsHopsWithOneReport() throws Exception {
        MemoryLog log = new MemoryLog();
        Server a = start("a", "", log);
        Server b = start("b", gateway("loop.example,a.example", a), new MemoryLog());
        a.reload(configuration("a", gateway("loop.example", b)));

        FIRST.playOver(a.address());

        String _ = log.await(" delivered to=alice@a.example");
        String drop = Files.readString(folder.resolve("a/mail/alice"));
        assertEquals(1, drop.split("\nFrom |^From ", -1).length - 1, drop);
        assertTrue(drop.contains("\nStatus: 5.4.6\n"), drop);
        assertTrue(drop.contains("\nSubject: round and round\n"), drop);
        // The first server takes the message, and every second hop after that.
        long hops = status(a, "messages_accepted") + status(b, "messages_accepted");
        assertTrue(hops >= 100 && hops <= 103, hops + " hops");
        stop();
        for (Server server : servers) {
            assertEquals(0, status(server, "messages_queued"));
        }
    }
}
