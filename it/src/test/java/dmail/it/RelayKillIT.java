package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dmail.suite.Arrival;
import dmail.suite.Arrivals;
import dmail.suite.DropFile;
import dmail.suite.Ledger;
import dmail.suite.ServerProcess;
import dmail.suite.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * dsmtp is killed over and over while it relays to a host that has moods of its own; longer with
 * -Ddmail.relaykill.rounds=200.
 */
class RelayKillIT {
    private static final int ROUNDS = Proof.rounds("dmail.relaykill.rounds", 40);
    private static final int SENDERS = 3;
    private static final String LOCAL = "alice";
    private static final List<String> FOREIGN = List.of("bob@far.example", "cyd@near.example");
    private static final List<String> BOXES = List.of(LOCAL, FOREIGN.get(0), FOREIGN.get(1));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Ledger ledger = new Ledger();
    private final Moment end = new Moment();

    @Test
    void nothingIsLostAndNothingConfirmedComesTwice() throws Exception {
        RandomGenerator chance = Proof.chance();
        try (RelayFixture fixture = RelayFixture.in(folder, "retry_interval 1")) {
            fixture.domain("far.example", 2);
            fixture.domain("near.example", 2);
            Sink sink = fixture.sink(2, moody(chance.nextLong()));
            killWhileItRelays(fixture, chance);
            settle(fixture, sink);
            balance(fixture, sink);
        }
    }

    /** Now and then it cuts the line, before or after it has the message, or wants it later. */
    private static Sink.Manners moody(long seed) {
        Random random = Random.from(new SplittableRandom(seed));
        return (step, _) ->
                switch (step) {
                    case CONNECT -> random.nextInt(30) == 0 ? Sink.DROP : Sink.USUAL;
                    case RECIPIENT -> random.nextInt(40) == 0 ? "451 4.2.1 later" : Sink.USUAL;
                    case DOT ->
                            switch (random.nextInt(60)) {
                                case 0 -> Sink.DROP;
                                case 1 -> "451 4.3.0 later";
                                default -> Sink.USUAL;
                            };
                    case HELLO, MAIL, DATA -> random.nextInt(200) == 0 ? Sink.DROP : Sink.USUAL;
                };
    }

    private void killWhileItRelays(RelayFixture fixture, RandomGenerator chance) throws Exception {
        List<Future<?>> senders = new ArrayList<>();
        try (Mortal dsmtp = new Mortal(fixture.site(), "dsmtp", "smtp");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int each = 0; each < SENDERS; each++) {
                String name = "relay." + each;
                senders.add(
                        threads.submit(
                                new Sender(name, dsmtp, BOXES, ledger, chance.nextLong(), end)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                kill(dsmtp, chance);
            }
            dsmtp.address();
            end.comes();
            for (Future<?> sender : senders) {
                sender.get();
            }
            assertEquals(0, dsmtp.life().stop());
        }
    }

    /** At any moment of its start in one case of four, else soon after it serves. */
    private static void kill(Mortal server, RandomGenerator chance)
            throws IOException, InterruptedException {
        ServerProcess life = server.life();
        if (chance.nextInt(4) > 0) {
            server.address();
        }
        boolean ended = life.endsWithin(Duration.ofMillis(chance.nextInt(600)));
        assertFalse(ended, () -> "It ended by itself:\n" + life.text());
        server.killAndRestart();
    }

    /** Waits until all that was accepted has arrived. */
    private void settle(RelayFixture fixture, Sink sink) throws Exception {
        try (ServerProcess dsmtp = fixture.site().start("dsmtp")) {
            dsmtp.await("queue read");
            Set<Ledger.Entry> expected = new HashSet<>();
            for (String box : FOREIGN) {
                ledger.outstanding(box).forEach(id -> expected.add(new Ledger.Entry(id, box)));
            }
            sink.await(arrivals -> entries(arrivals).containsAll(expected));
            Arrivals.awaitAll(fixture.site().drop(LOCAL), ledger.outstanding(LOCAL));
            assertEquals(0, dsmtp.stop());
        }
    }

    private void balance(RelayFixture fixture, Sink sink) throws IOException {
        for (byte[] message : DropFile.messages(fixture.site().drop(LOCAL))) {
            ledger.collected(LOCAL, message);
        }
        entries(sink.arrivals()).forEach(entry -> ledger.collected(entry.box(), entry.id()));
        Ledger.Balance balance = ledger.balance();
        assertEquals(
                new Ledger.Balance(balance.accepted(), Set.of(), Set.of(), Set.of(), List.of()),
                balance);
        Set<Ledger.Entry> repeated = repeatedThoughConfirmed(sink.arrivals());
        Proof.say(
                balance.accepted()
                        + " copies accepted, none lost, "
                        + repeated.size()
                        + " sent again although the host had said that it has them");
        assertEquals(Set.of(), repeated);
    }

    /** {@return what arrived again after the client had seen the answer and gone on} */
    private static Set<Ledger.Entry> repeatedThoughConfirmed(List<Arrival> arrivals) {
        Set<Ledger.Entry> confirmed = new HashSet<>();
        Set<Ledger.Entry> repeated = new HashSet<>();
        for (Arrival arrival : arrivals) {
            for (Ledger.Entry entry : entries(arrival)) {
                if (confirmed.contains(entry)) {
                    repeated.add(entry);
                }
                if (arrival.confirmed()) {
                    confirmed.add(entry);
                }
            }
        }
        return repeated;
    }

    private static Set<Ledger.Entry> entries(List<Arrival> arrivals) {
        Set<Ledger.Entry> entries = new HashSet<>();
        arrivals.forEach(arrival -> entries.addAll(entries(arrival)));
        return entries;
    }

    private static List<Ledger.Entry> entries(Arrival arrival) {
        return arrival.recipients().stream()
                .map(path -> path.replaceAll("<(.*)>.*", "$1"))
                .map(box -> new Ledger.Entry(arrival.id(), box))
                .toList();
    }
}
