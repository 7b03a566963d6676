package dmail.smtp.session;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.admin.RemoteControlAccess;
import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.identity.Identity;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.Caller;
import dmail.common.login.Logins;
import dmail.common.login.Lookup;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
import dmail.common.login.Proof;
import dmail.common.login.Step;
import dmail.common.mbox.DropLimit;
import dmail.common.memory.SessionMemory;
import dmail.common.testing.FakeClock;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import dmail.common.tls.Upgrade;
import dmail.smtp.archive.CurrentArchive;
import dmail.smtp.message.edit.Footers;
import dmail.smtp.policy.AuthRule;
import dmail.smtp.policy.Bans;
import dmail.smtp.policy.Limits;
import dmail.smtp.policy.LoginRule;
import dmail.smtp.policy.MailboxLimits;
import dmail.smtp.policy.RelayRules;
import dmail.smtp.policy.Rules;
import dmail.smtp.policy.SubmitServers;
import dmail.smtp.routing.Router;
import dmail.smtp.routing.TestExpansions;
import dmail.smtp.routing.Users;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A small server for tests, with a queue in memory. Its domain is test.example; alice, bob and
 * postmaster live there, {@code sleepy} can't be looked up now, nobody else exists.
 */
final class SessionFixture {
    static final Domain HOME = new Domain("test.example");
    static final Limits LIMITS = new Limits(1000, 100, 20, 100, Duration.ofMinutes(5));

    private static final Footers NO_FOOTERS =
            Footers.from(
                    TestExpansions.configuration(
                            Jimfs.newFileSystem(Configuration.unix()).getPath("/etc"), ""),
                    new MemoryLog());

    final FakeQueue queue = new FakeQueue();
    final MemoryLog log = new MemoryLog();
    final SmtpCounters counters = new SmtpCounters();
    final AcceptGate gate = new AcceptGate();
    private String client = "192.0.2.7";
    private Limits limits = LIMITS;
    private DropLimit dropLimit = DropLimit.NONE;
    private Path folder = Path.of("/nowhere");
    private Optional<Path> archive = Optional.empty();
    private boolean noSpace;
    private boolean inClearText;
    private boolean dsnForStrangers = true;
    private boolean submission;
    private ConnectionInfo.ListenerInfo listener =
            new ConnectionInfo.ListenerInfo("smtp", false, false);
    private boolean isProgram;
    private Optional<SubmitServers> submitServers = Optional.empty();
    private Identity identity = Identity.of(new Domain("mail.test.example"));

    SessionFixture client(String address) {
        client = address;
        return this;
    }

    SessionFixture limits(Limits newLimits) {
        limits = newLimits;
        return this;
    }

    /** Drop files lie in this folder and may have so many octets. */
    SessionFixture drops(Path newFolder, DropLimit newLimit) {
        folder = newFolder;
        dropLimit = newLimit;
        return this;
    }

    /** Copies of accepted messages are kept in this folder. */
    SessionFixture archive(Path copies) {
        archive = Optional.of(copies);
        return this;
    }

    /** The disk is nearly full. */
    SessionFixture withoutSpace() {
        noSpace = true;
        return this;
    }

    /** Passwords may come unencrypted. */
    SessionFixture withLogins() {
        inClearText = true;
        return this;
    }

    /** Who may not relay is offered no reports. */
    SessionFixture withoutReportsForStrangers() {
        dsnForStrangers = false;
        return this;
    }

    /** The client is a program of this host, whose mail is taken as submitted there. */
    SessionFixture programSubmittingTo(SubmitServers servers) {
        isProgram = true;
        submitServers = Optional.of(servers);
        return this;
    }

    /** The host is called so where the client has come. */
    SessionFixture as(Identity newIdentity) {
        identity = newIdentity;
        return this;
    }

    /** Who has not logged in may send nothing. */
    SessionFixture forSubmission() {
        submission = true;
        return withLogins();
    }

    private Rules rules() {
        RelayRules relay =
                new RelayRules(
                        List.of(IpPattern.parse("127.0.0.0/8").orElseThrow()),
                        List.of(),
                        List.of(),
                        new LoginRule(List.of(), Duration.ZERO),
                        false);
        Bans bans =
                new Bans(
                        List.of(IpPattern.parse("203.0.113.*").orElseThrow()),
                        List.of(),
                        List.of(Wildcard.parse("*@spam.example").orElseThrow()),
                        List.of(Wildcard.parse("trap@*").orElseThrow()));
        return new Rules(
                new Domain("mail.test.example"),
                HOME,
                limits,
                new MailboxLimits(dropLimit, false),
                relay,
                new AuthRule(inClearText, false),
                bans,
                dsnForStrangers,
                submitServers);
    }

    private final class Residents implements Users {
        @Override
        public boolean isLocal(Domain domain) {
            return domain.equals(HOME);
        }

        @Override
        public Lookup entry(EmailAddress address) {
            return new Lookup.NotLocal();
        }

        @Override
        public List<Step> steps(EmailAddress address) {
            return List.of();
        }

        @Override
        public Lookup find(EmailAddress address) {
            if (!isLocal(address.domain())) {
                return new Lookup.NotLocal();
            }
            String user = address.localPart().toLowerCase(Locale.ROOT);
            return switch (user) {
                case "alice", "bob", "jürgen", "postmaster" -> new Lookup.Found(mailbox(user));
                case "sleepy" -> new Lookup.Unavailable("helper gave no answer in 10 s");
                case "buggy" -> throw new IllegalStateException("a bug");
                default -> new Lookup.Rejected("no such user");
            };
        }
    }

    /** The password of everybody who has one is secret; carol's is kept for SCRAM. */
    private final class Passwords implements Logins {
        @Override
        public Lookup login(String name, Password password, Caller caller) {
            if (name.equals("sleepy")) {
                return new Lookup.Unavailable("helper gave no answer in 10 s");
            }
            boolean right =
                    List.of("alice", "carol").contains(name)
                            && Arrays.equals(
                                    password.octets(),
                                    "secret".getBytes(StandardCharsets.US_ASCII));
            return right ? new Lookup.Found(mailbox(name)) : new Lookup.Rejected("wrong password");
        }

        @Override
        public Lookup prove(String name, Proof proof, Caller caller) {
            return proof.lets(() -> new Lookup.Found(mailbox(name)));
        }

        @Override
        public StoredSecret storedSecret(String name, InetAddress server) {
            return name.equals("carol")
                    ? new StoredSecret.Kept(FakeUsers.SCRAM_OF_SECRET, "")
                    : new StoredSecret.None("");
        }

        @Override
        public Set<ChallengeMechanism> challengeMechanisms() {
            return inClearText ? Set.of(ChallengeMechanism.SCRAM) : Set.of();
        }
    }

    private Mailbox mailbox(String user) {
        return new Mailbox(
                new Account(user, new MailDomain.Main(HOME, folder)),
                user,
                folder.resolve(user),
                Owner.SERVER,
                Map.of());
    }

    /** Serves one connection. */
    void serve(InputStream in, OutputStream out) {
        serve(in, out, Upgrade.NONE);
    }

    /** Serves one connection that may be encrypted. */
    void serve(InputStream in, OutputStream out, Upgrade upgrade) {
        serve(in, out, upgrade, SessionMemory.unbounded());
    }

    /** Serves one connection whose memory has bounds. */
    void serve(InputStream in, OutputStream out, Upgrade upgrade, SessionMemory memory) {
        SessionServices services =
                new SessionServices(
                        new CurrentArchive(() -> archive, ZoneId.of("Europe/Berlin"), log),
                        queue,
                        node -> node.covers("acme.example") ? 3 : 0,
                        new Router(
                                new Residents(),
                                () -> TestExpansions.NONE,
                                () -> TestExpansions.FORGETFUL),
                        this::rules,
                        (_, _) -> identity,
                        () -> NO_FOOTERS,
                        new SessionAuth(new Passwords(), 3, (_, _) -> {}, () -> 1),
                        _ -> false,
                        gate,
                        () -> noSpace,
                        RemoteControlAccess.CLOSED,
                        Optional::empty,
                        FakeClock.atNoon(),
                        ZoneId.of("Europe/Berlin"));
        new SmtpSession(
                        services,
                        isProgram
                                ? Client.present(InetAddress.ofLiteral(client), "s1", "ann")
                                : new Client(InetAddress.ofLiteral(client), "s1"),
                        new ConnectionInfo(
                                upgrade,
                                false,
                                submission,
                                InetAddress.ofLiteral("192.0.2.1"),
                                listener,
                                identity),
                        memory,
                        in,
                        out,
                        _ -> {},
                        new SmtpLog(log, counters))
                .run();
    }
}
