package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.command.DsmtpCommand;
import dmail.common.admin.listen.ListenerState;
import dmail.common.config.ConfigReading;
import dmail.common.config.read.ConfigReader;
import dmail.common.server.Environment;
import dmail.common.testing.FakeClock;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import dmail.smtp.sendmail.Caller;
import dmail.smtp.sendmail.Run;
import dmail.smtp.testing.TestDns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** A server with a random configuration, and what becomes of messages there. */
final class RandomSite implements AutoCloseable {
    private static final String LINES =
            """
            host_domain test.example
            local_host mail.test.example
            sysadmin alice@test.example
            drop_path mail
            work_path work
            users_file users.txt
            auth_clear_text true
            vdomain A 127.0.1.20 one.example one
            vdomain A @one.example one.example one
            vdomain B /b two.example two
            forward f*@* x%1@far.example
            forward_from_ip 127.0.4.*
            relay_to_self true
            """;

    private final long seed;
    private final RandomBindings random;
    private final Path conf;
    private final MemoryLog log = new MemoryLog();
    private final Server server;
    private int posts;

    private RandomSite(long seed, RandomBindings random, Path conf) throws Exception {
        this.seed = seed;
        this.random = random;
        this.conf = conf;
        ConfigReading reading = ConfigReader.read(conf, dmail.common.config.Server.DSMTP);
        assertTrue(reading.isUsable(), () -> reading.problems() + "\n" + this);
        SmtpProgram program =
                new SmtpProgram(FakeClock.atNoon(), ZoneOffset.UTC, new Random(seed), false);
        server = assertInstanceOf(Server.class, program.start(reading.configuration(), log));
    }

    /**
     * Starts the one of a seed.
     *
     * @param parent of its folder
     * @param port of the hosts that its mail goes to
     */
    static RandomSite start(Path parent, long seed, TestDns dns, int port) throws Exception {
        Path home = Files.createDirectory(parent.resolve("s" + seed));
        for (String each : List.of("mail", "one", "two", "work")) {
            Files.createDirectory(home.resolve(each));
        }
        String secret = ":" + FakeUsers.SCRAM_OF_SECRET + ":\n";
        Files.writeString(
                home.resolve("users.txt"), "alice" + secret + "A_amy" + secret + "B_fred" + secret);
        RandomBindings random = RandomBindings.of(seed);
        String places = dns.setting() + "remote_smtp_port " + port + "\n";
        return new RandomSite(
                seed,
                random,
                Files.writeString(home.resolve("dmail.conf"), LINES + places + random.text()));
    }

    @Override
    public void close() {
        server.stop();
    }

    /** {@return its seed and its lines} */
    @Override
    public String toString() {
        return "-Dseed=" + seed + "\n" + LINES + random.text();
    }

    /** {@return the next message; they must be taken in this order to be the same again} */
    RandomBindings.Post nextPost() {
        posts++;
        return random.post(posts);
    }

    /** {@return the group of a binding, or empty} */
    String groupOf(String binding) {
        return random.groupOf(binding);
    }

    /** {@return the reply of {@code why} to programs} */
    String why(RandomBindings.Post post) {
        return server.view().carryOut(DsmtpCommand.WHY, post.words()).json();
    }

    /**
     * What became of a message.
     *
     * @param line of the log
     * @param subject a line of the message that no other has
     */
    record Outcome(String line, String subject) {}

    /** {@return what becomes of a message; empty when the client is to send it again later} */
    Optional<Outcome> take(RandomBindings.Post post) throws Exception {
        int before = log.lines().size();
        if (post.client().isEmpty()) {
            submit(post);
        } else if (!transmit(post)) {
            return Optional.empty();
        }
        String to = Pattern.quote(post.to());
        Pattern end = Pattern.compile(" (delivered|deferred|failed) to=" + to + " ");
        String line = log.await(before, each -> end.matcher(each).find());
        return Optional.of(new Outcome(line, subject(post)));
    }

    private String subject(RandomBindings.Post post) {
        return "Subject: " + post.number() + " of " + seed + "\r\n";
    }

    private String text(RandomBindings.Post post) {
        return subject(post) + "X-Camp: autumn\r\n\r\ntext\r\n";
    }

    private void submit(RandomBindings.Post post) {
        FakeClock clock = FakeClock.atNoon();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Run sendmail =
                new Run(
                        new Environment(conf.getFileSystem(), clock, out, out),
                        new ByteArrayInputStream(text(post).getBytes(StandardCharsets.US_ASCII)),
                        new Caller("carol", clock.instant().atZone(ZoneOffset.UTC), new Random(1)));
        String sender = post.sender().isEmpty() ? "<>" : post.sender();
        assertEquals(
                0,
                sendmail.of(List.of("-C", conf.toString(), "-i", "-f", sender, post.to())),
                () -> said.toString(StandardCharsets.UTF_8) + post + "\n" + this);
    }

    /** {@return whether it is taken, and not to be sent again later} */
    private boolean transmit(RandomBindings.Post post) throws IOException {
        try (ClientSession client = ClientSession.to(place(post.reached()), post.client())) {
            expect("220", client.hear(), post);
            expect("250", client.ask("EHLO client.example"), post);
            if (!post.login().isEmpty()) {
                expect("235", client.ask("AUTH PLAIN " + password(post)), post);
            }
            expect("250", client.ask("MAIL FROM:<" + post.sender() + ">"), post);
            String reply = client.ask("RCPT TO:<" + post.to() + ">");
            if (reply.startsWith("250")) {
                expect("354", client.ask("DATA"), post);
                reply = client.ask(text(post) + ".");
            }
            expect("221", client.ask("QUIT"), post);
            expect("250|451", reply, post);
            return reply.startsWith("250");
        }
    }

    private static String password(RandomBindings.Post post) {
        String words = "\0" + post.user() + "\0secret";
        return Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.US_ASCII));
    }

    private void expect(String codes, String reply, RandomBindings.Post post) {
        assertTrue(
                reply.matches("(" + codes + ") .*"),
                () -> codes + " is expected, not " + reply + "\n" + post + "\n" + this);
    }

    /** A listener's name ends as its address does; one on all addresses is the only one. */
    private InetSocketAddress place(String reached) {
        List<ListenerState> all = server.view().listenerControl().states();
        String last = reached.substring(reached.length() - 2);
        int port =
                all.stream()
                        .filter(each -> all.size() == 1 || each.listener().name().endsWith(last))
                        .mapToInt(ListenerState::port)
                        .findFirst()
                        .orElseThrow();
        return new InetSocketAddress(reached, port);
    }
}
