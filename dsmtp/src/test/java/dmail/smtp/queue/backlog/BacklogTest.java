package dmail.smtp.queue.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.memory.MemoryAccount;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.QueueIds;
import dmail.smtp.queue.view.QueueListing.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class BacklogTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final QueueIds ids = new QueueIds(() -> NOON, new Random(1));
    private final QueueId a = ids.next();
    private final QueueId b = ids.next();
    private final QueueId c = ids.next();
    private final Backlog backlog = new Backlog(new QueueMemory(new MemoryAccount(16 << 20)));

    @Test
    void theSoonestIsTakenFirstAndTheFutureNotAtAll() {
        add(a, NOON);
        add(b, NOON.minusSeconds(5));
        add(c, NOON.plusSeconds(1));

        assertEquals(List.of(b, a), takeDue(NOON));
        assertEquals(List.of(), takeDue(NOON));
        assertEquals(List.of(c), takeDue(NOON.plusSeconds(1)));
        assertEquals(3, backlog.count());
    }

    @Test
    void noMoreAreTakenThanAreAskedFor() {
        add(a, NOON);
        add(b, NOON.minusSeconds(5));

        assertEquals(List.of(b), backlog.takeDue(NOON, 1));
        assertEquals(List.of(), backlog.takeDue(NOON, 0));
        assertEquals(List.of(a), backlog.takeDue(NOON, 1));
    }

    @Test
    void whatAScanFindsAgainIsKnown() {
        add(a, NOON);
        backlog.addFound(entry(a, "x.example", NOON, false));
        assertEquals(List.of(a), takeDue(NOON));
        backlog.addFound(entry(a, "x.example", NOON, false));
        assertEquals(List.of(), takeDue(NOON));
    }

    @Test
    void whatIsStoredAgainIsDueOnlyOnce() {
        add(a, NOON);
        add(a, NOON.plusSeconds(60));

        assertEquals(List.of(), takeDue(NOON));
        assertEquals(List.of(a), takeDue(NOON.plusSeconds(60)));
        assertEquals(List.of(), takeDue(NOON.plusSeconds(60)));
    }

    @Test
    void allCanBeMadeDueButThoseThatAreHeld() {
        add(a, NOON.plusSeconds(7200));
        add(b, NOON.plusSeconds(60));
        backlog.add(entry(c, "x.example", NOON, true));

        assertEquals(2, makeDue(_ -> true));

        assertEquals(Set.of(a, b), new HashSet<>(takeDue(NOON)));
        assertEquals(2, makeDue(_ -> true), "those under way are counted");
        assertEquals(List.of(), takeDue(NOON));
    }

    @Test
    void someCanBeMadeDue() {
        backlog.add(entry(a, "x.example", NOON.plusSeconds(60), false));
        backlog.add(entry(b, "y.example", NOON.plusSeconds(60), false));

        assertEquals(1, makeDue(e -> e.domains().contains("y.example")));

        assertEquals(List.of(b), takeDue(NOON));
    }

    /** Until it is tried; after that each of its recipients is due at his own time again. */
    @Test
    void whatIsMadeDueIsTriedForAll() {
        add(a, NOON.plusSeconds(60));
        add(b, NOON);
        assertFalse(backlog.isExpedited(a));

        assertEquals(2, makeDue(_ -> true));
        List<QueueId> _ = takeDue(NOON);
        assertTrue(backlog.isExpedited(a));
        assertTrue(backlog.isExpedited(b));

        add(a, NOON.plusSeconds(60));
        assertFalse(backlog.isExpedited(a));
        assertFalse(backlog.isExpedited(c));
    }

    @Test
    void bindingsHaveTurnsOfTheirOwn() {
        Domain domain = new Domain("x.example");
        String bulk = BacklogEntry.destination(domain, "bulk");
        assertEquals("x.example", BacklogEntry.destination(domain, "default"));
        addMany(DestinationQueue.FIRST_CONCURRENCY + 1, "x.example");
        backlog.add(entry(a, bulk, NOON, false));
        assertEquals(DestinationQueue.FIRST_CONCURRENCY + 1, takeDue(NOON).size());
        assertEquals(bulk, backlog.find(a).orElseThrow().destination());
    }

    @Test
    void aDestinationBeginsWithFew() {
        addMany(20, "x.example");

        assertEquals(DestinationQueue.FIRST_CONCURRENCY, takeDue(NOON).size());
        assertEquals(0, takeDue(NOON).size());
    }

    @Test
    void aDestinationThatTakesMailGetsMoreEachTime() {
        addMany(100, "x.example");
        List<QueueId> first = takeDue(NOON);

        end(first.getFirst(), true);

        assertEquals(2 * DestinationQueue.FIRST_CONCURRENCY - 4, takeDue(NOON).size());
    }

    @Test
    void aDestinationThatTakesNoneIsTriedOneByOne() {
        addMany(100, "x.example");
        for (int round = 0; round < 3; round++) {
            takeDue(NOON).forEach(id -> end(id, false));
        }

        assertEquals(1, takeDue(NOON).size());
        assertEquals(0, takeDue(NOON).size());
    }

    @Test
    void oneDestinationLeavesRoomForOthersHoweverWellItGoes() {
        addMany(5000, "x.example");
        for (int round = 0; round < 10; round++) {
            takeDue(NOON).forEach(id -> end(id, true));
        }
        assertEquals(Backlog.AT_ONCE / 2, takeDue(NOON).size());

        addMany(3, "y.example");
        assertEquals(3, takeDue(NOON).size());
    }

    @Test
    void onlySoManyAreUnderWayAtOnce() {
        for (int i = 0; i < Backlog.AT_ONCE + 1; i++) {
            backlog.add(entry(ids.next(), "d" + i + ".example", NOON, false));
        }
        List<QueueId> first = takeDue(NOON);
        assertEquals(Backlog.AT_ONCE, first.size());
        assertEquals(0, takeDue(NOON).size());

        end(first.getFirst(), false);

        assertEquals(1, takeDue(NOON).size());
        assertEquals(Backlog.AT_ONCE, backlog.count());
    }

    @Test
    void b24_aBindingWhoseHostsHangLeavesRoomForOthers() {
        for (int i = 0; i < 2 * Backlog.AT_ONCE; i++) {
            String domain = "d" + i + ".example";
            backlog.add(entry(ids.next(), of("hanging", domain), NOON, false));
        }
        assertEquals(Backlog.AT_ONCE, takeDue(NOON).size());
        for (int i = 0; i < 300; i++) {
            backlog.add(entry(ids.next(), "d" + i + ".example", NOON, false));
        }

        List<QueueId> others = takeDue(NOON);

        assertEquals(100, others.size());
        end(others.getFirst(), true);
        assertEquals(1, takeDue(NOON).size());
        backlog.add(entry(a, of("one", "x.example"), NOON, false));
        assertEquals(List.of(a), takeDue(NOON));
    }

    private static String of(String binding, String domain) {
        return BacklogEntry.destination(new Domain(domain), binding);
    }

    @Test
    void b24_bindingsTakeTurns() {
        for (int i = 0; i < 100; i++) {
            backlog.add(entry(ids.next(), of("bulk", "d" + i + ".example"), NOON, false));
        }
        backlog.add(entry(a, of("one", "x.example"), NOON, false));

        assertTrue(backlog.takeDue(NOON, 2).contains(a));
    }

    @Test
    void theBacklogOfOneDeadDomainDoesNotKeepTheOthersWaiting() {
        addMany(10_000, "dead.example");
        for (int i = 0; i < 50; i++) {
            addMany(10, "d" + i + ".example");
        }
        Map<String, Integer> served = new HashMap<>();
        List<QueueId> hanging = new ArrayList<>();

        for (int round = 0; round < 4; round++) {
            for (QueueId id : takeDue(NOON)) {
                String destination = backlog.find(id).orElseThrow().destination();
                served.merge(destination, 1, Integer::sum);
                if (destination.equals("dead.example")) {
                    hanging.add(id);
                } else {
                    end(id, true);
                }
            }
        }

        assertEquals(DestinationQueue.FIRST_CONCURRENCY, hanging.size());
        assertEquals(51, served.size());
        served.forEach((destination, count) ->
                assertEquals(destination.equals("dead.example") ? 5 : 10, count, destination));
    }

    @Test
    void aMessageThatIsBeingChangedIsNotTried() {
        add(a, NOON);
        add(b, NOON);
        assertTrue(backlog.take(a));
        assertFalse(backlog.take(a), "twice");

        assertEquals(List.of(b), takeDue(NOON));
        assertFalse(backlog.take(b), "under way");

        backlog.putOff(a, NOON);
        assertEquals(List.of(a), takeDue(NOON));
    }

    @Test
    void aMessageThatIsTakenWhileItWaitsForItsTurnLosesIt() {
        addMany(DestinationQueue.FIRST_CONCURRENCY, "x.example");
        add(a, NOON.plusSeconds(1));
        List<QueueId> first = takeDue(NOON.plusSeconds(1));
        assertFalse(first.contains(a));

        assertTrue(backlog.take(a));
        end(first.getFirst(), true);
        assertEquals(List.of(), takeDue(NOON.plusSeconds(1)));

        backlog.add(entry(a, "x.example", NOON.plusSeconds(1), true));
        assertTrue(backlog.find(a).orElseThrow().held());
        assertEquals(List.of(), takeDue(NOON.plusSeconds(1)));
    }

    @Test
    void aMessageMovesToTheDestinationOfThoseThatAreLeft() {
        add(a, NOON);
        assertEquals(List.of(a), takeDue(NOON));
        backlog.ended(a, true);

        backlog.add(entry(a, "y.example", NOON, false));

        assertEquals("y.example", backlog.find(a).orElseThrow().destination());
        assertEquals(List.of(a), takeDue(NOON));
    }

    @Test
    void whatHasNoRoomIsLeftToTheDiskUntilThereIsRoom() {
        Backlog small = new Backlog(new QueueMemory(new MemoryAccount(4 * QueueMemory.MESSAGE)));
        small.add(entry(a, "x.example", NOON, false));
        small.add(entry(b, "x.example", NOON, false));
        small.add(entry(c, "x.example", NOON, false));

        assertEquals(List.of(a, b), small.takeDue(NOON, 5));
        assertEquals(1, small.leftOut());
        assertFalse(small.hasRoomForMany());

        small.ended(a, true);
        small.forget(a);
        small.beginScan();
        small.addFound(entry(c, "x.example", NOON, false));
        assertEquals(List.of(c), small.takeDue(NOON, 5));
        assertEquals(0, small.leftOut());
    }

    @Test
    void whatIsUnderWayIsKnownThoughThereIsNoRoom() {
        MemoryAccount account = new MemoryAccount(0);
        Backlog full = new Backlog(new QueueMemory(account));
        full.begin(entry(a, "x.example", NOON, false));

        assertTrue(full.contains(a), "else a scan would begin it once more");
        full.ended(a, false);
        full.add(entry(a, "x.example", NOON, false));
        assertFalse(full.contains(a));
        assertEquals(0, account.taken());
    }

    @Test
    void momN25_countsByBindingFollowEachChange() {
        backlog.add(mixed(a, 2, 1));
        backlog.add(mixed(b, 1, 0));
        assertEquals(
                Map.of("one", new QueuedByBinding(3, 0), "two", new QueuedByBinding(1, 0)),
                backlog.byBinding());

        assertEquals(List.of(a), backlog.takeDue(NOON, 1));
        assertEquals(new QueuedByBinding(3, 1), backlog.byBinding().get("one"), "b is ready");
        backlog.ended(a, true);
        backlog.add(mixed(a, 1, 1));
        assertEquals(new QueuedByBinding(2, 1), backlog.byBinding().get("one"));

        backlog.forget(a);
        backlog.forget(b);
        assertEquals(Map.of(), backlog.byBinding());
    }

    @Test
    void momN25_countingALongQueueLooksAtNoMessage() {
        Backlog longOne = new Backlog(new QueueMemory(new MemoryAccount(128 << 20)));
        for (int i = 0; i < 100_000; i++) {
            longOne.add(
                    new BacklogEntry(
                            ids.next(),
                            NOON,
                            "b" + i % 1000 + "\0d" + i % 5000 + ".example",
                            new QueueIndexEntry(
                                    List.of("d" + i % 5000 + ".example"),
                                    "",
                                    List.of(BindingShare.ofOne("b" + i % 1000)),
                                    true,
                                    0),
                            NOON,
                            State.DEFERRED));
        }

        long begin = System.nanoTime();
        Map<String, QueuedByBinding> counts = longOne.byBinding();
        long millis = (System.nanoTime() - begin) / 1_000_000;

        assertEquals(1000, counts.size());
        assertEquals(new QueuedByBinding(100, 0), counts.get("b7"));
        assertTrue(millis < 200, () -> millis + " ms");
    }

    private static BacklogEntry mixed(QueueId id, int ofOne, int ofTwo) {
        List<BindingShare> shares = new ArrayList<>();
        shares.add(new BindingShare("one", ofOne, List.of()));
        if (ofTwo > 0) {
            shares.add(new BindingShare("two", ofTwo, List.of("y.example")));
        }
        return new BacklogEntry(
                id,
                NOON,
                "x.example",
                new QueueIndexEntry(List.of("x.example", "y.example"), "", shares, true, 0),
                NOON,
                State.DEFERRED);
    }

    @Test
    void memoryIsGivenBack() {
        MemoryAccount account = new MemoryAccount(1 << 20);
        Backlog other = new Backlog(new QueueMemory(account));
        QueueIndexEntry two =
                new QueueIndexEntry(
                        List.of("x.example", "y.example"),
                        "z.example",
                        List.of(BindingShare.ofOne("default")),
                        true,
                        7);
        other.add(new BacklogEntry(a, NOON, "x.example", two, NOON, State.DEFERRED));
        long both = account.taken();
        other.add(entry(a, "x.example", NOON, false));
        assertTrue(account.taken() < both);
        other.forget(a);

        assertEquals(0, account.taken());
    }

    @Test
    void goesThroughAllInTheOrderOfTheirIdsWhateverHappensMeanwhile() {
        int many = 3 * BacklogPages.SIZE;
        addMany(many, "x.example");
        List<QueueId> seen = new ArrayList<>();
        for (BacklogEntry entry : backlog.all()) {
            backlog.forget(entry.id());
            seen.add(entry.id());
        }

        assertEquals(many, seen.size());
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(0, backlog.count());
    }

    @Test
    void messagesThatHaveGoneAreNotBroughtForward() {
        for (int i = 0; i < 100; i++) {
            QueueId id = ids.next();
            backlog.addUntried(entry(id, "x.example", NOON.plusSeconds(60), false));
            backlog.forget(id);
            backlog.addUntried(entry(a, "x.example", NOON.plusSeconds(60), false));
        }
        assertTrue(backlog.bringForward("x.example", NOON));
        assertEquals(List.of(a), takeDue(NOON));
        assertFalse(backlog.bringForward("x.example", NOON));
        assertFalse(backlog.bringForward("y.example", NOON));
    }

    private void add(QueueId id, Instant due) {
        backlog.add(entry(id, "x.example", due, false));
    }

    private void addMany(int count, String destination) {
        for (int i = 0; i < count; i++) {
            backlog.add(entry(ids.next(), destination, NOON, false));
        }
    }

    private void end(QueueId id, boolean reached) {
        backlog.ended(id, reached);
        backlog.forget(id);
    }

    private static BacklogEntry entry(QueueId id, String destination, Instant due, boolean held) {
        return new BacklogEntry(
                id,
                NOON,
                destination,
                new QueueIndexEntry(
                        List.of(destination), "", List.of(BindingShare.ofOne("default")), true, 0),
                due,
                held ? State.HOLD : State.DEFERRED);
    }

    private int makeDue(Predicate<BacklogEntry> which) {
        int count = 0;
        for (BacklogEntry entry : backlog.all()) {
            count += which.test(entry) && backlog.makeDue(entry.id(), NOON) ? 1 : 0;
        }
        return count;
    }

    private List<QueueId> takeDue(Instant now) {
        return backlog.takeDue(now, Integer.MAX_VALUE);
    }
}
