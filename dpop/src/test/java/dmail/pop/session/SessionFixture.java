package dmail.pop.session;

import dmail.common.admin.RemoteControlAccess;
import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.common.login.Proof;
import dmail.common.login.pace.FailureDelay;
import dmail.common.memory.MemorySource;
import dmail.common.memory.SessionMemory;
import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import dmail.common.testing.FakeUsers;
import dmail.common.tls.Upgrade;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.store.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The users that the dialogues know. Each password is {@code secret}, but for those who have long
 * or odd ones; all open the same mailbox of three messages.
 */
final class SessionFixture implements Mailboxes {
    private static final Map<String, String> PASSWORDS =
            Map.of(
                    "alice", "secret",
                    "bob", "secret",
                    "carol", "secret",
                    "broken", "secret",
                    "blanks", " two  words ",
                    "passphrase", "p".repeat(1017));

    private final Spool spool;
    private final Maildrops maildrops;

    SessionFixture(Path folder) throws IOException {
        this.spool = new Spool(Files.createTempDirectory(folder, "session"));
        this.maildrops = spool.maildrops();
        spool.holds(
                Spool.message("first", "hello\n")
                        + Spool.message("dots", ".\n..hidden\n>From here\n>>From there\n")
                        + Spool.message("three lines", "one\ntwo\nthree\n"));
    }

    @Override
    public Lookup login(String name, Password password, Caller caller) {
        if (name.equals("unavailable")) {
            return new Lookup.Unavailable("the helper is dead");
        }
        String given = new String(password.octets(), StandardCharsets.ISO_8859_1);
        if (!given.equals(PASSWORDS.get(name))) {
            return new Lookup.Rejected("wrong password");
        }
        Mailbox alice = spool.alice();
        return new Lookup.Found(
                new Mailbox(alice.account(), name, alice.dropFile(), alice.owner(), Map.of()));
    }

    @Override
    public Lookup prove(String name, Proof proof, Caller caller) {
        return proof.lets(() -> known(name, caller));
    }

    private Lookup known(String name, Caller caller) {
        String password = PASSWORDS.getOrDefault(name, "");
        return login(name, new Password(password.getBytes(StandardCharsets.ISO_8859_1)), caller);
    }

    @Override
    public StoredSecret storedSecret(String name, InetAddress connectedTo) {
        return switch (name) {
            case "alice" -> new StoredSecret.Kept("{PLAIN}secret", "");
            case "carol" -> new StoredSecret.Kept(FakeUsers.SCRAM_OF_SECRET, "");
            default -> new StoredSecret.None("");
        };
    }

    @Override
    public Set<ChallengeMechanism> challengeMechanisms() {
        return EnumSet.allOf(ChallengeMechanism.class);
    }

    @Override
    public Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        return switch (mailbox.databaseName()) {
            case "bob" -> new Opening.InUse("another session has it open");
            case "broken" -> throw new IOException("the disk is broken");
            default -> maildrops.open(mailbox, memory);
        };
    }

    /** No administrator looks on. */
    private record NoLine() implements SessionMemory.Line {
        @Override
        public void endInput() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cut() {
            throw new UnsupportedOperationException();
        }
    }

    Spool spool() {
        return spool;
    }

    /**
     * Serves one client with no time-outs and no delay.
     *
     * @return where its session changed the thread, and its end
     */
    List<PopSession.Outcome> serve(InputStream in, OutputStream out) throws IOException {
        return serve(in, out, (_, _) -> {});
    }

    List<PopSession.Outcome> serve(InputStream in, OutputStream out, FailureDelay delay)
            throws IOException {
        return serve(in, out, delay, Upgrade.NONE);
    }

    List<PopSession.Outcome> serve(
            InputStream in, OutputStream out, FailureDelay delay, Upgrade upgrade)
            throws IOException {
        return serve(in, out, delay, upgrade, SessionMemory.unbounded());
    }

    List<PopSession.Outcome> serve(
            InputStream in,
            OutputStream out,
            FailureDelay delay,
            Upgrade upgrade,
            SessionMemory memory)
            throws IOException {
        SessionRules rules =
                new SessionRules(
                        "test.example",
                        "test.example DPOP ready",
                        "4.0.0",
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(2),
                        3,
                        20,
                        true);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        Sessions.OpenSession openSession =
                new Sessions(_ -> {})
                        .enter(
                                new Client("s1", loopback, loopback, 110, "pop"),
                                Instant.EPOCH,
                                new NoLine(),
                                Optional.empty());
        SessionParts parts =
                new SessionParts(
                        openSession,
                        memory,
                        this,
                        rules,
                        new Security(upgrade, false, false, () -> 1),
                        _ -> true,
                        delay,
                        RemoteControlAccess.CLOSED,
                        new PopLog(spool.log(), new Counters()));
        WireWriter writer = new WireWriter(out);
        PopSession session = new PopSession(new WireReader(in, writer), writer, _ -> {}, parts);
        List<PopSession.Outcome> outcomes = new ArrayList<>();
        do {
            outcomes.add(session.run());
        } while (outcomes.getLast() != PopSession.Outcome.ENDED);
        return outcomes;
    }
}
