package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.dns.NameServers.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Which name server is asked when, and how many questions are under way. */
@Timeout(60)
class NameServersTest {
    private static final Question QUESTION = new Question(DnsRecordType.MX, "example.com");
    private static final List<InetSocketAddress> THREE =
            IntStream.of(1, 2, 3)
                    .mapToObj(i -> new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + i), 53))
                    .toList();

    /** The last number of each server's address, in the order of being asked. */
    private final List<Integer> asked = new CopyOnWriteArrayList<>();

    private NameServers servers(Exchange exchange) {
        return new NameServers(
                () -> THREE,
                Duration.ofSeconds(20),
                new Random(25),
                (server, query, wait) -> {
                    asked.add((int) server.getAddress().getAddress()[3]);
                    return exchange.ask(server, query, wait);
                });
    }

    private static boolean is(int number, InetSocketAddress server) {
        return server.getAddress().getAddress()[3] == number;
    }

    private static Optional<Message> good(Message query) throws IOException {
        Message message = new Message(query.getHeader().getID());
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.RA);
        Name name = query.getQuestion().getName();
        Name host = Name.fromString("mx.example.com.");
        message.addRecord(new MXRecord(name, DClass.IN, 3600, 10, host), Section.ANSWER);
        return Optional.of(message);
    }

    @Test
    void theOneThatAnsweredIsAskedFirst() {
        NameServers servers =
                servers((server, query, _) -> is(2, server) ? good(query) : Optional.empty());
        assertInstanceOf(Answer.Found.class, servers.ask(QUESTION).answer());
        assertInstanceOf(Answer.Found.class, servers.ask(QUESTION).answer());
        assertEquals(List.of(1, 2, 2), asked);
        assertEquals("192.0.2.2", servers.ask(QUESTION).by());
    }

    @Test
    void silentOnesAreAskedAgainWithMorePatience() {
        AtomicInteger times = new AtomicInteger();
        List<Duration> waits = new ArrayList<>();
        NameServers servers =
                servers((_, query, wait) -> {
                    waits.add(wait);
                    return times.incrementAndGet() == 5 ? good(query) : Optional.empty();
                });
        assertInstanceOf(Answer.Found.class, servers.ask(QUESTION).answer());
        assertEquals(List.of(1, 2, 3, 1, 2), asked);
        assertEquals(Duration.ofSeconds(2), waits.getFirst());
        assertEquals(Duration.ofSeconds(4), waits.getLast());
    }

    @Test
    void thoseThatCannotHelpAreNotAskedAgain() {
        NameServers servers =
                servers((server, query, _) -> {
                    if (is(1, server)) {
                        throw new PortUnreachableException("connection refused");
                    }
                    Message message = good(query).orElseThrow();
                    message.getHeader().setRcode(Rcode.SERVFAIL);
                    return Optional.of(message);
                });
        assertEquals(
                new Answer.Failed("name server 192.0.2.3 answers SERVFAIL"),
                servers.ask(QUESTION).answer());
        assertEquals(List.of(1, 2, 3), asked);
    }

    @Test
    void whereNothingListensThatIsSaid() {
        NameServers servers =
                servers((_, _, _) -> {
                    throw new PortUnreachableException();
                });
        assertEquals(
                new Answer.Failed("name server 192.0.2.3 can't be asked: nothing listens there"),
                servers.ask(QUESTION).answer());
    }

    @Test
    void aServerThatRefusesEdnsIsAskedWithoutFromThenOn() {
        NameServers servers =
                servers((_, query, _) -> {
                    Message message = good(query).orElseThrow();
                    if (query.getOPT() != null) {
                        message = new Message(query.getHeader().getID());
                        message.getHeader().setRcode(Rcode.FORMERR);
                    }
                    return Optional.of(message);
                });
        assertInstanceOf(Answer.Found.class, servers.ask(QUESTION).answer());
        assertInstanceOf(Answer.Found.class, servers.ask(QUESTION).answer());
        assertEquals(List.of(1, 1, 1), asked);
    }

    @Test
    void noSuchDomainIsNotAskedOfAnother() {
        NameServers servers =
                servers((_, query, _) -> {
                    Message message = good(query).orElseThrow();
                    message.removeAllRecords(Section.ANSWER);
                    message.getHeader().setRcode(Rcode.NXDOMAIN);
                    return Optional.of(message);
                });
        assertEquals(new Answer.NoSuchName(Duration.ZERO), servers.ask(QUESTION).answer());
        assertEquals(List.of(1), asked);
    }

    @Test
    void asksAboutNothingThatDnsCouldNotKnow() {
        String tooLong = ("x".repeat(63) + ".").repeat(4) + "example";
        SourcedAnswer answer =
                servers((_, query, _) -> good(query)).ask(new Question(DnsRecordType.MX, tooLong));
        assertEquals(new Answer.Failed("no name that DNS could know"), answer.answer());
        assertEquals(List.of(), asked);
    }

    @Test
    void atMostAHundredQuestionsAreUnderWay() throws Exception {
        Semaphore begun = new Semaphore(0);
        CountDownLatch thinking = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        NameServers servers =
                servers((_, query, _) -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    begun.release();
                    await(thinking);
                    underWay.decrementAndGet();
                    return good(query);
                });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SourcedAnswer>> all =
                    IntStream.range(0, 250)
                            .mapToObj(i -> new Question(DnsRecordType.MX, "d" + i + ".example"))
                            .map(question -> threads.submit(() -> servers.ask(question)))
                            .toList();
            begun.acquire(100);
            thinking.countDown();
            for (Future<SourcedAnswer> one : all) {
                assertInstanceOf(Answer.Found.class, one.get().answer());
            }
        }
        assertEquals(100, most.get());
        assertTrue(begun.tryAcquire(150), "all were asked in the end");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }
}
