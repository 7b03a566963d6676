package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.listen.ListenerControl.Outcome;
import dmail.common.admin.listen.ListenerState;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigFixture;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionMemory;
import dmail.common.net.Accepted;
import dmail.common.net.Listener;
import dmail.common.net.ListeningSocket;
import dmail.common.net.SessionLimits;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each service greets by its listener's name and echoes octets until the client has finished. */
@Timeout(30)
final class ListenersTest {
    private static final String ONE = "127.0.1.1";
    private static final String TWO = "127.0.1.2";

    /** Of a network for documentation. */
    private static final String ABSENT = "192.0.2.99";

    private static final int FORBIDDEN = 25;

    private final MemoryLog log = new MemoryLog();
    private final Machine machine = new Machine();

    /** This machine, but for an address that it may lack, and a port that it forbids us. */
    private static final class Machine implements SocketBinder {
        private volatile Optional<InetAddress> absent = Optional.empty();
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public ListeningSocket bind(InetSocketAddress address, boolean reusePort)
                throws IOException {
            attempts.incrementAndGet();
            if (absent.equals(Optional.of(address.getAddress()))) {
                throw new BindException("Cannot assign requested address");
            }
            if (address.getPort() == FORBIDDEN) {
                throw new BindException("Permission denied");
            }
            return SocketBinder.OF_THIS_MACHINE.bind(address, reusePort);
        }

        @Override
        public boolean isReserved(int port) {
            return port == FORBIDDEN;
        }

        @Override
        public boolean isAddressMissing(InetAddress address) {
            return absent.equals(Optional.of(address))
                    || SocketBinder.OF_THIS_MACHINE.isAddressMissing(address);
        }
    }

    private final ConfigFixture fixture = new ConfigFixture();
    private final SessionLimits limits = limits();
    private final int port = freePort();
    private Optional<Listeners> listeners = Optional.empty();

    ListenersTest() throws IOException {}

    @AfterEach
    void stop() {
        listeners.ifPresent(each -> each.stop(Duration.ofSeconds(1)));
    }

    @Test
    void sm5_sm8_aChangeTouchesOnlyWhatDiffers() throws Exception {
        open(mx(ONE));
        try (Socket before = connect(ONE)) {
            assertEquals("mx@127.0.1.1", greeting(before));

            change(mx(ONE) + ip(TWO));

            assertEquals("mx@127.0.1.2", greeting(TWO));
            assertEquals("mx@127.0.1.1", greeting(ONE));
            assertTrue(echoes(before));
        }
    }

    @Test
    void sm7_whatIsDeletedAcceptsNobodyAndItsSessionsGoOn() throws Exception {
        open(mx(ONE) + ip(TWO));
        try (Socket before = connect(TWO)) {
            assertEquals("mx@127.0.1.2", greeting(before));

            change(mx(ONE));

            assertThrows(ConnectException.class, () -> connect(TWO).close());
            assertTrue(echoes(before));
        }
    }

    @Test
    void sm6_aNumberThatIsEditedMovesAllAddressesThatHaveIt() throws Exception {
        open(mx(ONE) + ip(TWO));
        int other = freePort();

        change((mx(ONE) + ip(TWO)).replace("number " + port, "number " + other));

        assertThrows(ConnectException.class, () -> connect(ONE).close());
        try (Socket one = new Socket(ONE, other);
                Socket two = new Socket(TWO, other)) {
            assertEquals("mx@127.0.1.1", greeting(one));
            assertEquals("mx@127.0.1.2", greeting(two));
        }
    }

    @Test
    void sm3_anotherProgramKeepsItsAddress() throws Exception {
        try (ServerSocket foreign = new ServerSocket()) {
            foreign.bind(new InetSocketAddress(TWO, port));

            open(mx(ONE));

            assertEquals("mx@127.0.1.1", greeting(ONE));
        }
    }

    @Test
    void aPlaceThatCannotBeHadLeavesAllAsItWas() throws Exception {
        open(mx(ONE));
        try (ServerSocket foreign = new ServerSocket()) {
            foreign.bind(new InetSocketAddress(TWO, port));

            CannotStart refused =
                    assertThrows(
                            CannotStart.class, () -> change(mx(ONE) + ip("127.0.1.3") + ip(TWO)));

            assertTrue(refused.why().startsWith("can't listen at 127.0.1.2:" + port));
        }
        assertEquals("mx@127.0.1.1", greeting(ONE));
        assertThrows(ConnectException.class, () -> connect("127.0.1.3").close());
    }

    @Test
    void aPortThatNeedsARightSaysWhich() {
        String lines = "listen mx on 127.0.1.1:25\nlisten mx protocol smtp\n";

        CannotStart refused = assertThrows(CannotStart.class, () -> open(lines));

        assertEquals(
                "can't listen at 127.0.1.1:25: Permission denied; this port needs a start as root,"
                        + " or with CAP_NET_BIND_SERVICE (AmbientCapabilities in a unit of systemd)",
                refused.why());
    }

    @Test
    void aPlaceWhoseDefinitionChangesIsKept() throws Exception {
        open(mx(ONE));

        change("listen new on %s:%d\nlisten new protocol smtp\n".formatted(ONE, port));

        assertEquals("new", greeting(ONE));
    }

    @Test
    void aFreePortIsKeptByItsName() throws Exception {
        open("smtp_port 0\n");
        InetSocketAddress first = listeners().first();

        change("smtp_port 0\nsubmission_port 0\n");

        assertEquals(first, listeners().first());
    }

    @Test
    void b15_momN37_oneReloadTurnsAllAddressesIntoSingleOnesAndBack() throws Exception {
        open(mx("*"));
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        List<Exception> failures = new ArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (String address : List.of(ONE, TWO, ONE, TWO)) {
            clients.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (!done.get()) {
                                        greeting(address);
                                        served.incrementAndGet();
                                    }
                                } catch (IOException | RuntimeException e) {
                                    synchronized (failures) {
                                        failures.add(e);
                                    }
                                }
                            }));
        }
        try (Socket before = connect(ONE)) {
            assertEquals("mx@*", greeting(before));
            for (int round = 0; round < 2; round++) {
                change(mx(ONE) + ip(TWO));
                change(mx("*"));
                awaitMore(served);
                change(mx(ONE) + ip(TWO));
                awaitMore(served);
                assertEquals("mx@127.0.1.1", greeting(ONE));
                assertThrows(ConnectException.class, this::connectWhenDrained);

                change(mx("*"));
                awaitMore(served);
                assertEquals("mx@*", greeting(ONE));
                assertEquals("mx@*", greeting("127.0.1.9"));
            }
            done.set(true);
            for (Thread client : clients) {
                client.join();
            }
            assertEquals(List.of(), failures);
            assertTrue(echoes(before));
        }
    }

    /** A second server is a mistake that has to be noticed. */
    @Test
    void afterAChangeAnotherServerIsRefusedThePort() throws Exception {
        open(mx("*"));
        change(mx(ONE));

        InetSocketAddress address = new InetSocketAddress(ONE, port);

        assertThrows(BindException.class, () -> ListeningSocket.bind(address).close());
    }

    @Test
    void b12_mtq6_anAddressThatIsMissingIsWaitedForAndTheOthersServe() throws Exception {
        open(mx(ONE) + ip(ABSENT));

        assertEquals("mx@127.0.1.1", greeting(ONE));
        assertEquals(
                List.of("mx@127.0.1.1 listening", "mx@192.0.2.99 waiting"),
                listeners().control().states().stream()
                        .map(each -> each.listener().name() + " " + each.state())
                        .toList());
    }

    @Test
    void b12_theReadyLineNamesWhatWaits() throws Exception {
        open(mx(ONE) + ip(ABSENT));
        assertEquals(
                "- ready smtp=127.0.1.1:" + port + " waiting=mx@192.0.2.99",
                listeners().ready().toString());
        stop();
        open(mx(ABSENT));
        assertEquals("- ready waiting=mx@192.0.2.99", listeners().ready().toString());
    }

    @Test
    void b12_missingFailEndsTheStart() {
        CannotStart refused =
                assertThrows(
                        CannotStart.class,
                        () -> open(mx(ONE) + ip(ABSENT) + "ip " + ABSENT + " missing fail\n"));

        assertEquals(ExitStatus.OS_ERROR, refused.status());
        assertTrue(
                refused.why().endsWith("; listener mx@192.0.2.99 has missing fail"), refused.why());
        assertThrows(ConnectException.class, () -> connect(ONE).close());
    }

    @Test
    void smN1_anIpv6AddressThatIsMissingIsRefusedByItsNameAtAReload() throws Exception {
        open(mx(ONE));

        CannotStart refused =
                assertThrows(
                        CannotStart.class,
                        () ->
                                change(
                                        mx(ONE)
                                                + ip("2001:db8::99")
                                                + "ip 2001:db8::99 missing fail\n"));

        assertTrue(
                refused.why().startsWith("can't listen at [2001:db8::99]:" + port + ": "),
                refused.why());
        assertEquals("mx@127.0.1.1", greeting(ONE));
    }

    @Test
    void b12_bi30_whatWaitsIsOpenedAsSoonAsItsAddressIsThere() throws Exception {
        machine.absent = Optional.of(InetAddress.ofLiteral(TWO));
        open(mx(ONE) + ip(TWO));
        assertThrows(ConnectException.class, () -> connect(TWO).close());

        machine.absent = Optional.empty();

        String line = log.await("listener open");
        assertEquals("info: - listener open listener=mx@127.0.1.2 local=127.0.1.2:" + port, line);
        assertEquals("mx@127.0.1.2", greeting(TWO));
        assertEquals(
                List.of(
                        "warning: - listener waiting listener=mx@127.0.1.2 local=127.0.1.2:%d reason=\"this machine has no such address now\""
                                .formatted(port),
                        line),
                log.lines());
    }

    @Test
    void b12_anAddressThatIsThereAndCannotBeBoundSaysWhy() throws Exception {
        machine.absent = Optional.of(InetAddress.ofLiteral(TWO));
        open(mx(ONE) + ip(TWO));
        try (ServerSocket foreign = new ServerSocket()) {
            foreign.bind(new InetSocketAddress(TWO, port));

            machine.absent = Optional.empty();

            String _ = log.await("reason=\"Address already in use\"");
            awaitAttempts(3);
            ListenerState second = listeners().control().states().getLast();
            assertEquals("waiting Address already in use", second.state() + " " + second.reason());
        }
        String _ = log.await("listener open");
        assertEquals("mx@127.0.1.2", greeting(TWO));
        assertEquals(3, log.lines().size(), log.lines().toString());
    }

    private void awaitAttempts(int more) throws InterruptedException {
        int wanted = machine.attempts.get() + more;
        while (machine.attempts.get() < wanted) {
            Thread.sleep(1);
        }
    }

    /** One event, one line, and nothing of what stays. */
    @Test
    void aChangeLogsWhatItOpensAndClosesAndWhatWaits() throws Exception {
        open(mx(ONE) + ip(TWO));

        change(mx(ONE) + ip("127.0.1.3") + ip(ABSENT));

        assertEquals(
                List.of(
                        "info: - listener closed listener=mx@127.0.1.2 local=127.0.1.2:%d reason=\"no longer configured\"",
                        "info: - listener open listener=mx@127.0.1.3 local=127.0.1.3:%d",
                        "warning: - listener waiting listener=mx@192.0.2.99 local=192.0.2.99:%d reason=\"this machine has no such address now\""),
                log.lines().stream().map(line -> line.replace(":" + port, ":%d")).toList());
    }

    @Test
    void aCommandLogsWhatItCloses() throws Exception {
        open(mx(ONE));

        listeners().control().stop("mx@127.0.1.1");

        assertEquals(
                List.of(
                        "info: - listener closed listener=mx@127.0.1.1 local=127.0.1.1:%d reason=\"by a command\""
                                .formatted(port)),
                log.lines());
    }

    @Test
    void b12_anAddressThatIsThereAtAReloadIsOpenedByIt() throws Exception {
        machine.absent = Optional.of(InetAddress.ofLiteral(TWO));
        open(mx(TWO) + ip(ABSENT));
        machine.absent = Optional.empty();

        change(mx(TWO) + ip(ABSENT));

        assertEquals("mx@127.0.1.2", greeting(TWO));
    }

    @Test
    void mtq13_oneIsStoppedAndStartedAndTheOthersServe() throws Exception {
        open(mx(ONE) + ip(TWO));
        try (Socket before = connect(TWO)) {
            assertEquals("mx@127.0.1.2", greeting(before));

            assertEquals(new Outcome.Done(), listeners().control().stop("mx@127.0.1.2"));

            assertEquals("mx@127.0.1.1", greeting(ONE));
            assertThrows(ConnectException.class, () -> connect(TWO).close());
            assertTrue(echoes(before));
        }
        assertEquals(new Outcome.Done(), listeners().control().start("mx@127.0.1.2"));
        assertEquals("mx@127.0.1.2", greeting(TWO));
        assertEquals(new Outcome.Unknown(), listeners().control().stop("mx"));
    }

    @Test
    void mtq13_aListenerThatWasStoppedIsBackAfterAReload() throws Exception {
        open(mx("*"));
        change(mx(ONE));
        change(mx("*"));
        listeners().control().stop("mx@*");
        assertThrows(ConnectException.class, () -> connect(ONE).close());

        change(mx("*"));

        assertEquals("mx@*", greeting(ONE));
    }

    @Test
    void mtqN7_momN34_bi30_oneThatIsNotEnabledIsStartedByHandUntilTheNextReload() throws Exception {
        String lines = mx(ONE) + ip(TWO) + "listen mx@127.0.1.2 enable false\n";
        open(lines);
        assertThrows(ConnectException.class, () -> connect(TWO).close());

        listeners().control().start("mx@127.0.1.2");
        assertEquals("mx@127.0.1.2", greeting(TWO));

        change(lines);
        assertThrows(ConnectException.class, () -> connect(TWO).close());
    }

    @Test
    void whatIsDownStaysSo() throws Exception {
        open(mx(ONE) + ip(TWO) + "listen mx@127.0.1.2 relay some\n");

        assertEquals(
                new Outcome.Failed("relay: not one of none, clients, auth, pop, all"),
                listeners().control().start("mx@127.0.1.2"));
    }

    /** What it says is true: nothing has changed. */
    @Test
    void aStartThatFailsAtOneAddressOpensNone() throws Exception {
        String lines =
                """
                listen x on %s:%d
                listen x on %s:%d
                listen x protocol smtp
                """
                        .formatted(ONE, port, TWO, port);
        open(
                lines
                        + "listen x enable false\nlisten other on 127.0.1.3:0\nlisten other protocol smtp\n");
        try (ServerSocket foreign = new ServerSocket()) {
            foreign.bind(new InetSocketAddress(TWO, port));

            assertEquals(
                    new Outcome.Failed(
                            "can't listen at 127.0.1.2:" + port + ": Address already in use"),
                    listeners().control().start("x"));

            assertThrows(ConnectException.class, () -> connect(ONE).close());
        }
        assertEquals(new Outcome.Done(), listeners().control().start("x"));
        assertEquals("x", greeting(ONE));
        assertEquals("x", greeting(TWO));
    }

    @Test
    void momN34_aSpecificAddressIsStartedBesideTheOpenWildcard() throws Exception {
        String lines =
                mx("*") + "listen x on %s:%d\nlisten x protocol smtp\nlisten x enable false\n";
        open(lines.formatted(ONE, port));

        assertEquals(new Outcome.Done(), listeners().control().start("x"));

        assertEquals("x", greeting(ONE));
        assertEquals("mx@*", greeting(TWO));
        assertEquals(new Outcome.Done(), listeners().control().stop("x"));
        assertEquals("mx@*", greeting(ONE));
    }

    /** The socket of the first has stayed open for the wildcard. */
    @Test
    void momN34_aSpecificAddressIsStartedWhoseSocketTheWildcardHas() throws Exception {
        open(mx(ONE));
        change(mx("*") + ip(ONE) + "listen mx@127.0.1.1 enable false\n");
        assertEquals("mx@*", greeting(ONE));

        assertEquals(new Outcome.Done(), listeners().control().start("mx@127.0.1.1"));

        assertEquals("mx@127.0.1.1", greeting(ONE));
        assertEquals("mx@*", greeting(TWO));
    }

    @Test
    void aStartWhereAnotherOfOurListenersStandsNamesIt() throws Exception {
        String lines =
                "listen x on %s:%d\nlisten x protocol smtp\nlisten x enable false\n" + mx(ONE);
        open(lines.formatted(ONE, port));

        assertEquals(
                new Outcome.Failed(
                        "can't listen at 127.0.1.1:%d: listener mx@127.0.1.1 of this server does"
                                .formatted(port)),
                listeners().control().start("x"));

        assertEquals("mx@127.0.1.1", greeting(ONE));
    }

    @Test
    void theStopOfTheServerDoesNotWaitForAChange() throws Exception {
        open(mx(ONE));
        try (Listeners.Prepared prepared = listeners().prepare(definitions(mx(ONE) + ip(TWO)))) {
            Thread stop = Thread.ofVirtual().start(() -> listeners().stop(Duration.ZERO));
            assertTrue(stop.join(Duration.ofSeconds(10)));

            prepared.commit();
        }
        assertThrows(ConnectException.class, () -> connect(ONE).close());
        assertThrows(ConnectException.class, () -> connect(TWO).close());
    }

    @Test
    void aCommandDoesNotWaitForEverForAReload() throws Exception {
        open(mx(ONE));
        try (Listeners.Prepared _ = listeners().prepare(definitions(mx(ONE)))) {
            AtomicReference<Outcome> outcome = new AtomicReference<>(new Outcome.Done());
            Thread stop =
                    Thread.ofVirtual()
                            .start(() -> outcome.set(listeners().control().stop("mx@127.0.1.1")));

            assertTrue(stop.join(Duration.ofSeconds(20)));
            assertEquals(
                    new Outcome.Failed("a reload is under way; try again when it has ended"),
                    outcome.get());
            assertEquals("mx@127.0.1.1", greeting(ONE));
        }
    }

    /** A change that is given up leaves no port that another program could join. */
    @Test
    void afterAChangeThatFailedAnotherServerIsRefusedThePort() throws Exception {
        open(mx("*"));
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.ofLiteral(TWO))) {
            String lines = mx(ONE) + "listen x on %s:%d\nlisten x protocol smtp\n";

            assertThrows(
                    CannotStart.class, () -> change(lines.formatted(TWO, foreign.getLocalPort())));
        }

        InetSocketAddress address = new InetSocketAddress(ONE, port);
        assertThrows(BindException.class, () -> ListeningSocket.bindReusePort(address).close());
        assertEquals("mx@*", greeting(ONE));
    }

    @Test
    void b15_theWildcardThatIsConfiguredAgainWhileItDrainsStays() throws Exception {
        open(mx("*"));
        change(mx(ONE));
        change(mx("*"));
        change(mx(ONE));
        change(mx("*"));

        // What must not happen gets its time.
        Thread.sleep(ClosingListeners.DRAIN.plusMillis(100));

        assertEquals("mx@*", greeting(TWO));
        assertEquals("mx@*", greeting(ONE));
    }

    @Test
    void aFreePortOfAnAddressIsKept() throws Exception {
        String lines = "port mx protocol smtp\nport mx number 0\n" + ip(ONE);
        open(lines);
        InetSocketAddress first = listeners().first();

        change(lines + ip(TWO));

        assertEquals(first, listeners().first());
    }

    private void awaitMore(AtomicInteger served) throws InterruptedException {
        int wanted = served.get() + 200;
        while (served.get() < wanted) {
            Thread.sleep(1);
        }
    }

    /**
     * Nobody is served at an address that has no port, and in a moment nobody is accepted there.
     */
    private void connectWhenDrained() throws IOException, InterruptedException {
        while (true) {
            try (Socket socket = connect("127.0.1.9")) {
                assertEquals(-1, socket.getInputStream().read());
            }
            Thread.sleep(5);
        }
    }

    private String mx(String address) {
        return "port mx protocol smtp\nport mx number " + port + "\n" + ip(address);
    }

    private static String ip(String address) {
        return "ip " + address + " ports mx\n";
    }

    private List<ListenerDefinition> definitions(String lines) throws IOException {
        return ListenerTable.of(fixture.reading(lines).configuration()).of(Server.DSMTP);
    }

    private void open(String lines) throws Exception {
        listeners =
                Optional.of(
                        Listeners.open(
                                definitions(lines),
                                ListenersTest::service,
                                limits,
                                log,
                                machine,
                                Duration.ofMillis(20)));
    }

    private void change(String lines) throws Exception {
        try (Listeners.Prepared change = listeners().prepare(definitions(lines))) {
            change.commit();
        }
    }

    private Listeners listeners() {
        return listeners.orElseThrow();
    }

    private Socket connect(String address) throws IOException {
        return new Socket(InetAddress.ofLiteral(address), port);
    }

    private String greeting(String address) throws IOException {
        try (Socket socket = connect(address)) {
            return greeting(socket);
        }
    }

    private static String greeting(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = socket.getInputStream().read();
        while (octet > '\n') {
            line.append((char) octet);
            octet = socket.getInputStream().read();
        }
        return line.toString();
    }

    private static boolean echoes(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
        return socket.getInputStream().read() == 'x';
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static SessionLimits limits() {
        return new SessionLimits(
                new MemoryAccount(1_000_000),
                1,
                new SessionLimits.Most(100, 100, ClientGroup.USUAL_PREFIX));
    }

    private static Listener.Service service(ListenerDefinition definition) {
        return new Listener.Service() {
            @Override
            public Optional<Listener.Part> serve(Accepted connection, SessionMemory session)
                    throws IOException {
                Socket socket = connection.socket();
                String greeting = definition.name() + "\n";
                socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().transferTo(socket.getOutputStream());
                return Optional.empty();
            }

            @Override
            public byte[] refusal(Accepted connection, SessionLimits.Entry.TurnedAway why) {
                return new byte[0];
            }

            @Override
            public void acceptFailed(Throwable problem) {}

            @Override
            public void connectionFailed(Accepted connection, Throwable problem) {}
        };
    }
}
