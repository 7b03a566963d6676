package dmail.common.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.memory.SessionMemory.Line;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SessionMemoryTest {
    private static final ClientGroup ANN = clientGroup("192.0.2.1");
    private static final ClientGroup BOB = clientGroup("192.0.2.2");
    private static final long BASE = 10;

    private final AtomicInteger refusals = new AtomicInteger();
    private final MemoryAccount account = new MemoryAccount(1_000, refusals::incrementAndGet);

    @Test
    void itsEndGivesBackWhatItForgot() {
        SessionMemory session = account.open(ANN, BASE, SessionMemory.Line.NONE);
        assertTrue(session.tryTake(MemoryUse.TLS, 100));
        assertTrue(session.tryTake(MemoryUse.ENVELOPES, 200));
        session.giveBack(MemoryUse.ENVELOPES, 50);
        assertEquals(BASE + 250, account.taken());

        session.close();
        session.close();
        assertEquals(0, account.taken());
        assertEquals(0, account.taken(MemoryUse.TLS));
        assertEquals(0, account.sessions(ANN));
    }

    @Test
    void whatIsPromisedToSessionsIsNobodyElses() {
        account.promise(600);
        SessionMemory session = account.open(ANN, BASE, SessionMemory.Line.NONE);
        assertTrue(session.tryTake(MemoryUse.BODIES, 400));
        assertFalse(session.tryTake(MemoryUse.BODIES, 1));
        assertEquals(1, refusals.get());
        assertEquals(1, account.refused());
        assertThrows(MemoryShortException.class, () -> session.require(MemoryUse.TLS, 1));
    }

    @Test
    void whatOnlyMakesWorkQuickerIsTakenWhileThereIsPlenty() {
        SessionMemory session = account.open(ANN, BASE, SessionMemory.Line.NONE);
        assertTrue(session.takeIfPlenty(MemoryUse.SESSIONS, 500));
        assertFalse(session.takeIfPlenty(MemoryUse.SESSIONS, 1));
        assertEquals(0, refusals.get(), "nobody has to hear of that");
        assertTrue(session.tryTake(MemoryUse.SESSIONS, 500));
    }

    @Test
    void theRichestPartysLongestWaitingSessionGivesWay() {
        List<String> ended = new ArrayList<>();
        List<SessionMemory> rich = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rich.add(waiting(ANN, "ann " + i, 250, i == 2 ? 1 : 5, ended));
        }
        SessionMemory poor = account.open(BOB, BASE, SessionMemory.Line.NONE);

        assertTrue(poor.tryTake(MemoryUse.TLS, 200));
        assertEquals(List.of("ann 2"), ended);
        assertTrue(rich.get(2).givesWay());
        assertFalse(rich.get(0).givesWay());
    }

    /** A login that waits for its turn would otherwise hold a place that nobody can take. */
    @Test
    void whoRestsGivesWayAtOnce() throws Exception {
        SessionMemory _ = account.open(ANN, BASE, SessionMemory.Line.NONE);
        SessionMemory resting = account.open(ANN, BASE, SessionMemory.Line.NONE);
        FutureTask<Boolean> rest = new FutureTask<>(() -> resting.rest(Duration.ofMinutes(10)));
        Thread.ofVirtual().start(rest);
        while (!resting.isEvictable()) {
            Thread.onSpinWait();
        }

        assertEquals(SessionEviction.ENDS, account.evictForSession(BOB, 0));
        assertFalse(rest.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whoRestsGoesOnWhenNobodyNeedsWhatItHas() {
        SessionMemory resting = account.open(ANN, BASE, SessionMemory.Line.NONE);

        assertTrue(resting.rest(Duration.ofMillis(1)));
        assertFalse(resting.isEvictable());
    }

    /** Whoever chooses one to give way must not stumble over what changes meanwhile. */
    @Test
    void partiesComeAndGoWhileOneIsChosen() throws Exception {
        for (int i = 0; i < 250; i++) {
            for (int k = 0; k < 2 + i % 13; k++) {
                SessionMemory _ = account.open(clientGroup("10.0.0." + i), 0, Line.NONE);
            }
        }
        AtomicBoolean enough = new AtomicBoolean();
        FutureTask<Void> changes =
                new FutureTask<>(
                        () -> {
                            for (int i = 0; !enough.get(); i = (i + 7) % 250) {
                                ClientGroup some = clientGroup("10.0.0." + i);
                                List<SessionMemory> more = new ArrayList<>();
                                for (int k = 0; k < 10; k++) {
                                    more.add(account.open(some, 0, Line.NONE));
                                }
                                more.forEach(SessionMemory::close);
                            }
                        },
                        null);
        Thread.ofPlatform().daemon().start(changes);
        try {
            for (int i = 0; i < 3_000; i++) {
                assertEquals(
                        SessionEviction.NOT_YET, account.evictForSession(BOB, 0), "nobody waits");
            }
        } finally {
            enough.set(true);
        }
        changes.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoHasMostHimselfIsRefused() {
        List<String> ended = new ArrayList<>();
        SessionMemory _ = waiting(ANN, "ann", 400, 1, ended);
        SessionMemory rich = waiting(BOB, "bob", 500, 1, ended);

        assertFalse(rich.tryTake(MemoryUse.TLS, 200));
        assertEquals(List.of(), ended);
    }

    @Test
    void whoHasAsMuchGivesWayOnceItHasWaitedForAWhile() {
        SessionMemory ann = account.open(ANN, BASE, Line.NONE);
        assertEquals(SessionEviction.NOT_YET, account.evictForSession(BOB, 0), "it works");

        ann.listens(ago(Duration.ofMillis(100)));
        assertEquals(SessionEviction.NOT_YET, account.evictForSession(BOB, 0));
        assertEquals(SessionEviction.NOBODY, account.evictForSession(BOB, 1), "one is coming");

        ann.listens(ago(Duration.ofMillis(600)));
        assertEquals(SessionEviction.ENDS, account.evictForSession(BOB, 0));
        assertTrue(ann.givesWay());
    }

    /** A client that has said goodbye may come again before we have seen its end. */
    @Test
    void whatOnlyWaitsForItsClientToGoCountsNoMore() {
        SessionMemory bobs = account.open(BOB, BASE, Line.NONE);
        SessionMemory ann = account.open(ANN, BASE, Line.NONE);
        ann.listens(1);
        assertEquals(SessionEviction.NOBODY, account.evictForSession(BOB, 0));

        bobs.ends();
        bobs.ends();
        assertEquals(0, account.sessionsToStay(BOB));
        assertEquals(1, account.sessions(BOB));
        assertEquals(SessionEviction.ENDS, account.evictForSession(BOB, 0));
        assertFalse(ann.givesWay(), "his own goes first");
        assertEquals(SessionEviction.ENDS, account.evictForSession(BOB, 0));
        assertTrue(ann.givesWay());
        bobs.close();
        assertEquals(0, account.sessions(BOB));
    }

    @Test
    void whoHasLoggedInMayBeSilentForLonger() {
        SessionMemory ann = account.open(ANN, BASE, Line.NONE);
        ann.clientIsKnown();
        SessionMemory fred = account.open(new ClientGroup.User("fred"), BASE, Line.NONE);

        ann.listens(ago(Duration.ofSeconds(9)));
        fred.listens(ago(Duration.ofSeconds(8)));
        assertEquals(SessionEviction.NOT_YET, account.evictForSession(BOB, 0));

        ann.listens(ago(Duration.ofSeconds(11)));
        assertEquals(SessionEviction.ENDS, account.evictForSession(BOB, 0));
        assertTrue(ann.givesWay());
        assertFalse(fred.givesWay());
    }

    /** As handshakes from a thousand networks have, and one more wants. */
    @Test
    void memoryIsGivenUpByEqualsThatHaveWaitedForAWhile() {
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long since = ago(Duration.ofMillis(i < 7 ? 900 - i : 100));
            SessionMemory _ = waiting(clientGroup("192.0.2.10" + i), "" + i, 100, since, ended);
        }
        SessionMemory poor = account.open(BOB, BASE, SessionMemory.Line.NONE);

        assertTrue(poor.tryTake(MemoryUse.TLS, 400));
        assertEquals(List.of("0", "1", "2", "3"), ended);
        assertFalse(poor.tryTake(MemoryUse.TLS, 100), "it has more than they have");
    }

    @Test
    void nobodyGivesUpWhatIsLittleToOneWhoWantsMuch() {
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SessionMemory _ = waiting(clientGroup("192.0.2.10" + i), "" + i, 100, 1, ended);
        }
        SessionMemory poor = account.open(BOB, BASE, SessionMemory.Line.NONE);

        assertFalse(poor.tryTake(MemoryUse.MAILBOXES, 500));
        assertEquals(List.of(), ended);
    }

    private static long ago(Duration time) {
        return System.nanoTime() - time.toNanos();
    }

    @Test
    void aSessionAtWorkDoesNotGiveWay() {
        List<String> ended = new ArrayList<>();
        SessionMemory working = waiting(ANN, "ann", 1_000, 1, ended);
        working.works();

        SessionMemory poor = account.open(BOB, BASE, SessionMemory.Line.NONE);
        assertFalse(poor.tryTake(MemoryUse.TLS, 200));
        assertEquals(List.of(), ended);
    }

    /** It works for a moment only; then it waits for its client like others. */
    @Test
    void whoWantsLittleWaitsForOneAtWorkThatHasMuch() {
        List<String> ended = new ArrayList<>();
        SessionMemory working = waiting(ANN, "ann", 1_000, 1, ended);
        working.works();
        SessionMemory poor = account.open(BOB, BASE, SessionMemory.Line.NONE);
        Thread _ =
                Thread.ofVirtual()
                        .start(() -> {
                            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                            working.listens(System.nanoTime());
                        });

        assertTrue(poor.take(MemoryUse.ENVELOPES, 200, Duration.ofSeconds(10)));
        assertEquals(List.of("ann"), ended);
    }

    @Test
    void oneThatHearsNothingIsCut() {
        List<String> ended = new ArrayList<>();
        SessionMemory deaf = waiting(ANN, "ann", 1_000, 1, ended);
        deaf.speaks(1);

        SessionMemory poor = account.open(BOB, BASE, SessionMemory.Line.NONE);
        assertTrue(poor.tryTake(MemoryUse.TLS, 200));
        assertEquals(List.of("ann is cut"), ended);
    }

    @Test
    void whatIsNoSessionsGetsRoomAsWell() {
        List<String> ended = new ArrayList<>();
        SessionMemory _ = waiting(ANN, "ann", 1_000, 1, ended);

        assertTrue(account.tryTake(MemoryUse.TABLES, 600));
        assertEquals(List.of("ann"), ended);
    }

    @Test
    void waitsNoLongerThanItsPatience() {
        AtomicReference<String> told = new AtomicReference<>("");
        SessionMemory stubborn =
                account.open(
                        ANN,
                        BASE,
                        new SessionMemory.Line() {
                            @Override
                            public void endInput() {
                                told.set("told");
                            }

                            @Override
                            public void cut() {
                                told.set("cut");
                            }
                        });
        assertTrue(stubborn.tryTake(MemoryUse.BODIES, 1_000));
        stubborn.listens(1);

        SessionMemory poor = account.open(BOB, BASE, SessionMemory.Line.NONE);
        assertFalse(poor.take(MemoryUse.TLS, 200, Duration.ofMillis(10)));
        assertEquals("told", told.get());
    }

    /** One that waits since then, and goes when it is told to. */
    private SessionMemory waiting(
            ClientGroup clientGroup, String name, long octets, long since, List<String> ended) {
        AtomicReference<SessionMemory> session = new AtomicReference<>();
        session.set(
                account.open(
                        clientGroup,
                        BASE,
                        new SessionMemory.Line() {
                            @Override
                            public void endInput() {
                                ended.add(name);
                                leave();
                            }

                            @Override
                            public void cut() {
                                ended.add(name + " is cut");
                                leave();
                            }

                            private void leave() {
                                Thread _ = Thread.ofVirtual().start(() -> session.get().shrink());
                            }
                        }));
        assertTrue(session.get().tryTake(MemoryUse.BODIES, octets));
        session.get().listens(since);
        return session.get();
    }

    private static ClientGroup clientGroup(String address) {
        return ClientGroup.of(InetAddress.ofLiteral(address), ClientGroup.USUAL_PREFIX);
    }
}
