package dmail.smtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.EmailAddress;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.local.DropStreams;
import dmail.smtp.delivery.program.ProgramStreams;
import dmail.smtp.message.Body;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.Notify;
import dmail.smtp.queue.Dispatcher;
import dmail.smtp.queue.OutcomeHandler;
import dmail.smtp.queue.RecipientBindings;
import dmail.smtp.queue.RetrySchedule;
import dmail.smtp.queue.Statistics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recipients that stand for several, and what their senders hear of it. */
final class ExpansionTest {
    private static final Body BODY = MemoryBody.of(new byte[] {'x', '\r', '\n'});

    private final FakeMailboxes mailboxes = new FakeMailboxes();
    private final FakeReports reports = new FakeReports();
    private final DeliveryLog log = new DeliveryLog(new MemoryLog());
    private final SortedMap<Integer, List<Recipient>> parts = new TreeMap<>();

    private static Envelope envelope(Recipient... recipients) {
        return new Envelope(
                new QueueId("0AAAAAAAAAAAA0"),
                Instant.parse("2026-11-21T11:00:00Z"),
                ReversePath.NULL,
                List.of(recipients),
                false,
                false,
                DsnRequest.NONE);
    }

    private static Recipient recipient(String name, String notify) {
        return Recipient.of(EmailAddress.parse(name + "@a.example").orElseThrow())
                .withNotify(Notify.parse(notify).orElseThrow(), "");
    }

    /** Keeps the parts, and goes no further. */
    private final class Parting implements AttemptListener {
        @Override
        public void delivered(List<Integer> recipientIndexes, Receipt receipt) {}

        @Override
        public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> found) throws IOException {
            parts.putAll(found);
            throw new IOException("enough is seen");
        }

        @Override
        public void finished(Failures failed) {}
    }

    @Test
    void thoseItStandsForReportNoSuccess() {
        mailboxes.list("staff", "ann@a.example", "bob@a.example");
        Dispatcher dispatcher =
                new Dispatcher(
                        mailboxes::route,
                        () -> true,
                        new DropStreams(
                                mailboxes,
                                Runnable::run,
                                new ManualTimer(),
                                () -> false,
                                () -> 0,
                                log),
                        new ProgramStreams(mailboxes.programs(), Runnable::run, log),
                        (_, _) -> {},
                        Runnable::run,
                        new RecipientBindings(Optional::empty, mailboxes::route),
                        log);
        Envelope envelope =
                envelope(recipient("staff", "SUCCESS,DELAY"), recipient("eve", "SUCCESS"));

        dispatcher.submitFirst(
                new DeliveryAttempt(envelope, BODY, List.of(0, 1), false, new Parting()));

        assertEquals(List.of("DELAY", "DELAY"), notifyOf(0));
        assertEquals(List.of("SUCCESS"), notifyOf(1));
    }

    private List<String> notifyOf(int index) {
        return parts.getOrDefault(index, List.of()).stream()
                .map(part -> part.notifyOn().toString())
                .toList();
    }

    @Test
    void theSenderHearsOfTheWholeOnceIfHeWantsTo() {
        OutcomeHandler settlement =
                new OutcomeHandler(
                        reports,
                        _ ->
                                new RetrySchedule(
                                        Duration.ZERO, Duration.ofHours(2), Duration.ofDays(4)),
                        Statistics.NONE,
                        new RecipientBindings(Optional::empty, mailboxes::route),
                        FakeClock.atNoon(),
                        log);
        Envelope envelope =
                envelope(
                        recipient("staff", "SUCCESS"),
                        recipient("board", "FAILURE"),
                        recipient("eve", "SUCCESS"));
        Stream.of(0, 1).forEach(recipientIndex -> parts.put(recipientIndex, List.of(eve(), eve())));
        parts.put(2, List.of(eve()));

        settlement.reportExpansion(envelope, BODY, parts);

        assertEquals(List.of("delivered staff"), reports.told());
    }

    private static Recipient eve() {
        return recipient("eve", "NEVER");
    }
}
