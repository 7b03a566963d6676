package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** A whole dsmtp in the Java of a test: at noon, on one free port, with its files in a folder. */
final class WholeServer implements AutoCloseable {
    /** What the body of each message is. */
    static final String TEXT = "secret";

    private static final String LINES =
            """
            host_domain test.example
            drop_path mail
            work_path work
            users_file users.txt
            listen here on 127.0.0.1:0
            listen here protocol smtp
            """;

    private final MemoryLog log = new MemoryLog();
    private final FakeClock clock = FakeClock.atNoon();
    private final SmtpProgram program =
            new SmtpProgram(clock, ZoneOffset.UTC, new Random(25), false);
    private final Path folder;
    private final String lines;
    private Optional<Server> started = Optional.empty();

    private WholeServer(Path folder, String lines) {
        this.folder = folder;
        this.lines = LINES + lines;
    }

    /**
     * Makes the files of one that isn't started.
     *
     * @param folder an empty one
     * @param users whose mail stays here
     * @param lines of its configuration in all tests of a class
     */
    static WholeServer in(Path folder, List<String> users, String lines) throws IOException {
        Files.createDirectory(folder.resolve("mail"));
        Files.createDirectory(folder.resolve("work"));
        Files.write(folder.resolve("users.txt"), users.stream().map(user -> user + ":*:").toList());
        return new WholeServer(folder, lines);
    }

    /** Starts it with more lines. */
    void start(String more) throws Exception {
        started =
                Optional.of(
                        assertInstanceOf(Server.class, program.start(configuration(more), log)));
    }

    /** {@return its configuration with more lines, for a reload} */
    Configuration configuration(String more) throws IOException {
        Path file = Files.writeString(folder.resolve("dmail.conf"), lines + more);
        ConfigReading reading = ConfigReader.read(file, dmail.common.config.Server.DSMTP);
        assertTrue(reading.isUsable(), () -> reading.problems().toString());
        return reading.configuration();
    }

    /** {@return the one that was started} */
    Server server() {
        return started.orElseThrow();
    }

    /** {@return its clock} */
    FakeClock clock() {
        return clock;
    }

    /** {@return what it logs} */
    MemoryLog log() {
        return log;
    }

    /** Sends it a message, which it takes. */
    void send(String from, String... recipients) throws IOException {
        send("250 .*", from, List.of(recipients));
    }

    /**
     * Sends it a message.
     *
     * @param answer to the end of DATA
     */
    void send(String answer, String from, List<String> recipients) throws IOException {
        DialogueScript.of(
                        "a message",
                        """
                        S: 220 .*
                        C: HELO client.example
                        S: 250 .*
                        C: MAIL FROM:<%s>
                        S: 250 .*
                        %s
                        C: DATA
                        S: 354 .*
                        C: Subject: hello
                        C:
                        C: %s
                        C: .
                        S: %s
                        C: QUIT
                        S: 221 .*
                        """
                                .formatted(
                                        from,
                                        recipients.stream()
                                                .map(to -> "C: RCPT TO:<" + to + ">\nS: 250 .*")
                                                .collect(Collectors.joining("\n")),
                                        TEXT,
                                        answer))
                .playOver(server().address());
    }

    @Override
    public void close() {
        started.ifPresent(Server::stop);
    }
}
