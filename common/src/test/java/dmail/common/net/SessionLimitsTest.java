package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.SessionMemory;
import dmail.common.net.SessionLimits.Entry;
import dmail.common.net.SessionLimits.Most;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionLimitsTest {
    private static final String ANN = "192.0.2.1";
    private static final String BOB = "192.0.2.2";
    private static final String HERE = "127.0.0.1";
    private static final long BASE = 100;

    private final MemoryAccount memory = new MemoryAccount(1_000_000);

    /** For tests in which a newcomer gets a session, however slow the machine is. */
    private static final AdmissionQueue.Waits PATIENT =
            new AdmissionQueue.Waits(Duration.ofSeconds(20), Duration.ofSeconds(20));

    private SessionLimits limits = limits(AdmissionQueue.Waits.USUAL);
    private final List<SessionMemory> open = new ArrayList<>();

    private SessionLimits limits(AdmissionQueue.Waits waits) {
        return new SessionLimits(memory, BASE, new Most(5, 2, 64), waits);
    }

    @Test
    void oneAddressMayHaveItsShareAndNoMore() {
        assertTrue(comesIn(ANN));
        assertTrue(comesIn(ANN));
        assertFalse(comesIn(ANN));
        assertTrue(comesIn(BOB));
        assertEquals(3, limits.sessions());

        limits.leave(open.getFirst());
        assertTrue(comesIn(ANN));
    }

    @Test
    void allTogetherMayHaveTheLimitAndNoMore() {
        for (int i = 0; i < 5; i++) {
            assertTrue(comesIn(HERE));
        }
        assertFalse(comesIn(BOB));
        limits.leave(open.getFirst());
        assertTrue(comesIn(BOB));
        assertEquals(5, limits.sessions());
    }

    @Test
    void theMappedFormOfAnAddressIsTheSameClient() {
        assertTrue(comesIn(ANN));
        assertTrue(comesIn("::ffff:" + ANN));
        assertFalse(comesIn(ANN));
    }

    @Test
    void theAddressesOfAnIpv6NetworkAreOneClient() {
        assertTrue(comesIn("2001:db8:0:1::1"));
        assertTrue(comesIn("2001:db8:0:1:ffff::2"));
        assertFalse(comesIn("2001:db8:0:1::3"));
        assertTrue(comesIn("2001:db8:0:2::3"));
    }

    @Test
    void theLengthOfAnIpv6NetworkCanBeSet() {
        limits.change(new Most(5, 1, 127));
        assertTrue(comesIn("2001:db8::2"));
        assertFalse(comesIn("2001:db8::3"));
        assertTrue(comesIn("2001:db8::4"));
        limits.change(new Most(5, 1, 128));
        assertTrue(comesIn("2001:db8::5"));
    }

    @Test
    void neighboursOnALinkAreClientsOfTheirOwn() {
        limits.change(new Most(5, 1, 64));
        assertTrue(comesIn("fe80::1"));
        assertTrue(comesIn("fe80::2"));
    }

    @Test
    void newLimitsCountFromTheNextClient() {
        assertTrue(comesIn(ANN));
        assertTrue(comesIn(ANN));
        limits.change(new Most(3, 1, 64));
        assertEquals(2, limits.sessions());
        assertFalse(comesIn(ANN));
        assertTrue(comesIn(BOB));
        assertFalse(comesIn(HERE));
    }

    @Test
    void aUserOfThisHostCannotTakeAllPlaces() {
        limits.change(new Most(40, 2, 64));
        for (int i = 0; i < 4; i++) {
            assertTrue(comesIn(new ClientGroup.User("fred")));
        }
        assertFalse(comesIn(new ClientGroup.User("fred")));
        assertTrue(comesIn(new ClientGroup.User("jane")));
    }

    @Test
    void promisesNoMoreSessionsThanMemoryHolds() {
        SessionLimits small =
                new SessionLimits(new MemoryAccount(20 * BASE), BASE, new Most(1000, 50, 64));

        assertEquals(10, small.promised());
    }

    @Test
    void thePartyWithMostSessionsGivesWayToOneWithFewer() {
        limits = limits(PATIENT);
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "session " + i;
            SessionMemory session = in(limits.tryEnter(clientGroup(HERE), leaving(name, ended)));
            open.add(session);
            session.listens(i == 3 ? 1 : 10);
        }

        assertInstanceOf(
                Entry.Full.class, limits.tryEnter(clientGroup(BOB), SessionMemory.Line.NONE));
        in(limits.enter(clientGroup(BOB), SessionMemory.Line.NONE));
        assertEquals(List.of("session 3"), ended, "it has waited longest");
        assertEquals(5, limits.sessions());
    }

    @Test
    void nobodyGivesWayToAPartyThatHasAsMany() {
        limits.change(new Most(2, 2, 64));
        List<String> ended = new ArrayList<>();
        in(limits.tryEnter(clientGroup(ANN), leaving("session 0", ended))).listens(1);
        in(limits.tryEnter(clientGroup(BOB), leaving("session 1", ended))).listens(1);

        assertInstanceOf(Entry.Full.class, limits.enter(clientGroup(ANN), SessionMemory.Line.NONE));
        assertEquals(List.of(), ended);
    }

    /** As when somebody comes from a thousand networks. */
    @Test
    void whereEverybodyHasOneTheOneGoesThatHasBeenSilentLongest() {
        limits = limits(PATIENT);
        limits.change(new Most(3, 2, 64));
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ClientGroup clientGroup = clientGroup("192.0.2.10" + i);
            open.add(in(limits.tryEnter(clientGroup, leaving("session " + i, ended))));
            open.getLast().listens(i == 1 ? 1 : 10);
        }

        in(limits.enter(clientGroup(BOB), SessionMemory.Line.NONE));
        assertEquals(List.of("session 1"), ended);
    }

    @Test
    void aNewcomerWaitsUntilOneHasBeenSilentForLongEnough() {
        limits = limits(PATIENT);
        limits.change(new Most(1, 2, 64));
        List<String> ended = new ArrayList<>();
        open.add(in(limits.tryEnter(clientGroup(ANN), leaving("session 0", ended))));
        open.getLast().listens(System.nanoTime());

        in(limits.enter(clientGroup(BOB), SessionMemory.Line.NONE));
        assertEquals(List.of("session 0"), ended);
    }

    /** The place becomes free between any two looks of the newcomer. */
    @RepeatedTest(200)
    void aNewcomerTakesAPlaceThatBecomesFreeWhileItWaits() {
        limits = limits(PATIENT);
        limits.change(new Most(1, 2, 64));
        SessionMemory working = in(limits.tryEnter(clientGroup(ANN), SessionMemory.Line.NONE));
        Thread _ = Thread.ofVirtual().start(() -> limits.leave(working));

        in(limits.enter(clientGroup(BOB), SessionMemory.Line.NONE));
        assertEquals(1, limits.sessions());
    }

    /** Otherwise those who say goodbye and don't go would keep all others out. */
    @Test
    void whoHasHeardTheLastWordKeepsNobodyOut() {
        limits = limits(PATIENT);
        limits.change(new Most(2, 2, 64));
        for (String address : List.of(ANN, "192.0.2.3")) {
            SessionMemory over = in(limits.tryEnter(clientGroup(address), cutOff(open.size())));
            open.add(over);
            over.ends();
        }

        in(limits.enter(clientGroup(BOB), SessionMemory.Line.NONE));
        in(limits.enter(clientGroup(BOB), SessionMemory.Line.NONE));
        assertEquals(2, limits.sessions());
    }

    private SessionMemory.Line cutOff(int number) {
        return new SessionMemory.Line() {
            @Override
            public void endInput() {
                throw new AssertionError("nobody listens");
            }

            @Override
            public void cut() {
                Thread _ = Thread.ofVirtual().start(() -> limits.leave(open.get(number)));
            }
        };
    }

    @Test
    void nobodyWhoWorksGivesWay() {
        limits.change(new Most(1, 2, 64));
        in(limits.tryEnter(clientGroup(ANN), SessionMemory.Line.NONE)).works();

        assertInstanceOf(Entry.Full.class, limits.enter(clientGroup(BOB), SessionMemory.Line.NONE));
        assertEquals(1, limits.sessions());
    }

    /** Otherwise one network that comes often enough at once would have all places. */
    @Test
    void manyOfOnePartyAtOnceGetNoMoreThanOneByOne() throws Exception {
        limits.change(new Most(8, 8, 64));
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            ClientGroup clientGroup = clientGroup("192.0.2.10" + i);
            open.add(in(limits.tryEnter(clientGroup, leaving("session " + i, ended))));
            open.getLast().listens(1);
        }
        List<FutureTask<Entry>> newcomers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            newcomers.add(
                    new FutureTask<>(
                            () -> limits.enter(clientGroup(BOB), SessionMemory.Line.NONE)));
            Thread _ = Thread.ofVirtual().start(newcomers.getLast());
        }
        int entered = 0;
        for (FutureTask<Entry> newcomer : newcomers) {
            entered += newcomer.get() instanceof Entry.Entered ? 1 : 0;
        }

        assertEquals(1, entered);
        assertEquals(1, ended.size());
    }

    /** Its session ends at once. */
    private SessionMemory.Line leaving(String name, List<String> ended) {
        return new SessionMemory.Line() {
            @Override
            public void endInput() {
                ended.add(name);
                Thread _ =
                        Thread.ofVirtual()
                                .start(() -> limits.leave(open.get(name.charAt(8) - '0')));
            }

            @Override
            public void cut() {
                throw new AssertionError("it was listening");
            }
        };
    }

    private boolean comesIn(String address) {
        return comesIn(clientGroup(address));
    }

    private boolean comesIn(ClientGroup clientGroup) {
        if (limits.tryEnter(clientGroup, SessionMemory.Line.NONE)
                instanceof Entry.Entered(var session)) {
            open.add(session);
            return true;
        }
        return false;
    }

    private static SessionMemory in(Entry entry) {
        return assertInstanceOf(Entry.Entered.class, entry).session();
    }

    private ClientGroup clientGroup(String address) {
        return limits.clientGroup(InetAddress.ofLiteral(address));
    }
}
