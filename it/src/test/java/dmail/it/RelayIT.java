package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrival;
import dmail.suite.Arrivals;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Sink;
import dmail.suite.Sink.Step;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mail for other hosts, as its sender and those hosts see it. */
@Timeout(300)
class RelayIT {
    private static final String MESSAGE = "Subject: lunch\n\nOn Friday?\n.\n..dots\n";

    @TempDir private Path folder;
    private RelayFixture fixture;
    private ServerProcess dsmtp;

    @BeforeEach
    void begin() throws Exception {
        fixture = RelayFixture.in(folder);
        dsmtp = fixture.site().start("dsmtp");
    }

    @AfterEach
    void end() throws Exception {
        dsmtp.close();
        fixture.close();
    }

    @Test
    void mailOfARealClientArrivesAsItWasSent() throws Exception {
        Needs.programs("swaks");
        fixture.domain("far.example", 2);
        Sink far = fixture.sink(2, Sink.Manners.GOOD);

        InetSocketAddress smtp = dsmtp.addresses().first("smtp");
        Ran.of(
                        List.of(
                                "swaks",
                                "--server",
                                "127.0.0.1:" + smtp.getPort(),
                                "--from",
                                "alice@test.example",
                                "--to",
                                "bob@far.example",
                                "--body",
                                ".a line that begins with a dot"))
                .succeeded();

        Arrival arrival = far.await(all -> all.size() == 1).getFirst();
        assertEquals(List.of("<bob@far.example>"), plain(arrival));
        String text = text(arrival.message());
        assertTrue(text.contains("\r\n\r\n.a line that begins with a dot\r\n"), text);
        assertTrue(text.startsWith("Received: from "), text);
        assertFalse(text.contains("Return-Path"), text);
        dsmtp.await("bob@far.example");
    }

    @Test
    void ofThreeRecipientsOneIsRefusedAndTheSenderHearsOfThatOne() throws Exception {
        fixture.domain("far.example", 2);
        Sink far =
                fixture.sink(
                        2,
                        (step, line) ->
                                step == Step.RECIPIENT && line.contains("bad@")
                                        ? "550 5.1.1 <bad@far.example>: no such box, sorry"
                                        : Sink.USUAL);

        send("<ann@far.example>", "<bad@far.example>", "<cyd@far.example>");

        far.await(all -> recipients(all).size() == 2);
        String report = report(1);
        assertTrue(report.startsWith("Return-Path: <>\r\n"), report);
        assertTrue(report.contains("\r\nAuto-Submitted: auto-replied\r\n"), report);
        assertTrue(
                report.contains("\r\n        550 5.1.1 <bad@far.example>: no such box, sorry\r\n"),
                report);
        assertEquals(List.of("bad@far.example"), finalRecipients(report));
        assertTrue(report.contains("\r\nAction: failed\r\nStatus: 5.1.1\r\n"), report);
        assertTrue(report.contains("\r\nSubject: lunch\r\n"), report);
        assertFalse(report.contains("On Friday?"), report);
        assertEquals(List.of("<ann@far.example>", "<cyd@far.example>"), recipients(far.arrivals()));
        nothingIsQueued();
    }

    @Test
    void nobodyHearsOfAReportThatCannotBeDelivered() throws Exception {
        fixture.domain("far.example", 2);
        fixture.sink(2, (step, _) -> step == Step.RECIPIENT ? "550 5.1.1 nobody" : Sink.USUAL);

        RelayFixture.sendFrom("<>", dsmtp, MESSAGE, "<bob@far.example>");

        dsmtp.await("report suppressed");
        nothingIsQueued();
        assertFalse(Files.exists(fixture.site().drop("alice")));
        assertFalse(Files.exists(fixture.site().drop("postmaster")));
    }

    @Test
    void domainsThatTakeNoMailAreReportedAtOnce() throws Exception {
        fixture.dns().has("null.example", "MX", "0 .");

        send("<bob@null.example>");
        assertTrue(report(1).contains("\r\nStatus: 5.1.10\r\n"), report(1));
        send("<bob@nowhere.example>");
        String second = report(2);
        assertTrue(second.contains("\r\nStatus: 5.1.2\r\n"), second);
        assertTrue(second.contains("There is no such domain"), second);
        nothingIsQueued();
    }

    @Test
    void aDomainWithoutMailExchangerIsItsOwn() throws Exception {
        fixture.dns().has("own.example", "A", "127.0.0.3");
        Sink own = fixture.sink(3, Sink.Manners.GOOD);

        send("<bob@own.example>");

        own.await(all -> all.size() == 1);
    }

    @Test
    void theNextExchangerIsTriedUntilOneTakesIt() throws Exception {
        fixture.domain("far.example", 2, 3, 4);
        fixture.sink(2, (step, _) -> step == Step.CONNECT ? Sink.DROP : Sink.USUAL);
        fixture.sink(3, (step, _) -> step == Step.CONNECT ? "421 4.3.2 not now" : Sink.USUAL);
        Sink third = fixture.sink(4, Sink.Manners.GOOD);

        send("<bob@far.example>");

        third.await(all -> all.size() == 1);
    }

    @Test
    void whatCannotGoNowWaitsInTheQueueAcrossARestartAndGoesOnce() throws Exception {
        fixture.domain("far.example", 2);
        AtomicInteger refusals = new AtomicInteger(1);
        Sink far =
                fixture.sink(
                        2,
                        (step, _) ->
                                step == Step.RECIPIENT && refusals.getAndDecrement() > 0
                                        ? "451 4.7.1 greylisted, come again"
                                        : Sink.USUAL);

        send("<bob@far.example>");
        dsmtp.await("deferred");
        String queue = fixture.tell("queue");
        assertTrue(queue.contains("bob@far.example"), queue);
        assertTrue(queue.contains("greylisted, come again"), queue);
        assertEquals(0, dsmtp.stop());
        dsmtp = fixture.site().start("dsmtp");
        dsmtp.await("queue read");
        fixture.tell("tryall");

        far.await(all -> all.size() == 1);
        dsmtp.await("removed from queue");
        nothingIsQueued();
        assertFalse(Files.exists(fixture.site().drop("alice")));
    }

    @Test
    void aHostThatCannotBeFoundNowIsNoHostThatDoesNotExist() throws Exception {
        fixture.dns().answers("broken.example", "SERVFAIL");

        send("<bob@broken.example>");

        dsmtp.await("deferred");
        assertTrue(fixture.tell("queue").contains("bob@broken.example"));
        assertFalse(Files.exists(fixture.site().drop("alice")));
    }

    @Test
    void theSendersWishesArePassedOnToAHostThatKnowsThem() throws Exception {
        fixture.domain("far.example", 2);
        fixture.domain("old.example", 3);
        Sink far = fixture.sink(2, Sink.Manners.GOOD, "DSN");
        fixture.sink(3, Sink.Manners.GOOD);
        String wish = " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Bob+2B1@x.example";

        RelayFixture.sendFrom(
                "<alice@test.example> RET=HDRS ENVID=Q1",
                dsmtp,
                MESSAGE,
                "<bob@far.example>" + wish,
                "<bob@old.example>" + wish);

        Arrival arrival = far.await(all -> all.size() == 1).getFirst();
        assertTrue(arrival.sender().contains("RET=HDRS"), arrival.sender());
        assertTrue(arrival.sender().contains("ENVID=Q1"), arrival.sender());
        assertEquals(List.of("<bob@far.example>" + wish), arrival.recipients());
        String report = report(1);
        assertEquals(List.of("bob@old.example"), finalRecipients(report));
        assertTrue(report.contains("\r\nAction: relayed\r\n"), report);
        assertTrue(report.contains("\r\nOriginal-Envelope-Id: Q1\r\n"), report);
        assertTrue(report.contains("\r\nOriginal-Recipient: rfc822; Bob+1@x.example\r\n"), report);
    }

    private void send(String... recipients) throws Exception {
        assertTrue(RelayFixture.send(dsmtp, MESSAGE, recipients).good());
    }

    /** {@return the last of so many messages that alice has got} */
    private String report(int count) throws Exception {
        return text(Arrivals.await(fixture.site().drop("alice"), count).getLast());
    }

    private void nothingIsQueued() throws Exception {
        try (Stream<Path> files = Files.list(fixture.site().path("work/queue"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    private static List<String> finalRecipients(String report) {
        return Pattern.compile("\r\nFinal-Recipient: rfc822; (\\S+)\r\n")
                .matcher(report)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> recipients(List<Arrival> arrivals) {
        return arrivals.stream().flatMap(a -> plain(a).stream()).sorted().toList();
    }

    private static List<String> plain(Arrival arrival) {
        return arrival.recipients().stream().map(each -> each.split(" ", 2)[0]).toList();
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }
}
