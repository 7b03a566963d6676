package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueuePattern.Guess;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import dmail.smtp.queue.backlog.QueueIndexEntry;
import dmail.smtp.queue.view.QueueListing.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no look into a queue file. */
final class QueuePatternTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** The pattern, and what is known of a message from alice@host.example to b and c.example. */
    @ParameterizedTest
    @CsvSource({
        "*, COVERED",
        "0123456789ABCD, COVERED",
        "b.example, COVERED",
        "*@b.example, COVERED",
        "*@C.Example, COVERED",
        "*@host.example, COVERED",
        "*@d.example, NOT_COVERED",
        "d.example, NOT_COVERED",
        "*@*.example, UNKNOWN",
        "bob@b.example, UNKNOWN",
    })
    void allOfADomainAreKnownByIt(String pattern, Guess guess) {
        assertEquals(guess, guess(pattern, true));
    }

    @ParameterizedTest
    @CsvSource({"*@b.example, COVERED", "*@d.example, UNKNOWN", "d.example, UNKNOWN"})
    void oneThatIsForwardedHasDomainsThatAreNotKnown(String pattern, Guess guess) {
        assertEquals(guess, guess(pattern, false));
    }

    private static Guess guess(String pattern, boolean whole) {
        return QueuePattern.parse(pattern)
                .orElseThrow()
                .guess(
                        new BacklogEntry(
                                new QueueId("0123456789ABCD"),
                                NOON,
                                "b.example",
                                new QueueIndexEntry(
                                        List.of("b.example", "c.example"),
                                        "host.example",
                                        List.of(BindingShare.ofOne("default")),
                                        whole,
                                        1),
                                NOON,
                                State.DEFERRED));
    }
}
