package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long answers are kept in memory, and how many. */
@Timeout(60)
class MemoryAnswersTest {
    private static final Question QUESTION = new Question(DnsRecordType.MX, "example.com");
    private static final List<RecordData> DATA =
            List.of(new RecordData.Exchanger(10, "mx.example.com"));

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();

    private MemoryAnswers keeping(Answer answer) {
        return new MemoryAnswers(
                _ -> {
                    asked.incrementAndGet();
                    return new SourcedAnswer(answer, "192.0.2.53");
                },
                Runnable::run,
                1000,
                now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** {@return how often the server was asked when it was asked again after that time} */
    private int askedAgainAfter(Duration time, Answer answer) {
        asked.set(0);
        MemoryAnswers answers = keeping(answer);
        answers.begin(QUESTION).join();
        pass(time);
        answers.begin(QUESTION).join();
        return asked.get();
    }

    private static Answer living(Duration life) {
        return new Answer.Found(DATA, life);
    }

    @Test
    void keepsAnAnswerAsLongAsItSays() {
        Duration hour = Duration.ofHours(1);
        assertEquals(1, askedAgainAfter(hour.minusSeconds(1), living(hour)));
        assertEquals(2, askedAgainAfter(hour, living(hour)));
    }

    @Test
    void dm13_keepsNothingLongerThanTwoHours() {
        Answer forEver = living(Duration.ofDays(30));
        assertEquals(1, askedAgainAfter(Duration.ofHours(2).minusSeconds(1), forEver));
        assertEquals(2, askedAgainAfter(Duration.ofHours(2), forEver));
    }

    @Test
    void doesNotKeepAnAnswerWithoutLife() {
        assertEquals(2, askedAgainAfter(Duration.ZERO, living(Duration.ZERO)));
        assertEquals(2, askedAgainAfter(Duration.ZERO, new Answer.NoSuchName(Duration.ZERO)));
    }

    @Test
    void keepsANoAsLongAsItsZoneSays() {
        Answer no = new Answer.NoSuchName(Duration.ofMinutes(5));
        assertEquals(1, askedAgainAfter(Duration.ofMinutes(4), no));
        assertEquals(2, askedAgainAfter(Duration.ofMinutes(5), no));
    }

    @Test
    void believesAFailureForHalfAMinute() {
        Answer failure = new Answer.Failed("silence");
        assertEquals(1, askedAgainAfter(Duration.ofSeconds(29), failure));
        assertEquals(2, askedAgainAfter(Duration.ofSeconds(30), failure));
    }

    @Test
    void saysWhatComesFromMemory() {
        MemoryAnswers answers = keeping(living(Duration.ofHours(1)));
        assertEquals("192.0.2.53", answers.begin(QUESTION).join().by());
        pass(Duration.ofMinutes(10));
        assertEquals("memory, 3000 s left", answers.begin(QUESTION).join().by());
    }

    @Test
    void dm13_keepsABoundedNumber() {
        MemoryAnswers answers = keeping(living(Duration.ofHours(1)));
        for (int i = 0; i < 100_000; i++) {
            answers.begin(new Question(DnsRecordType.MX, "d" + i + ".example")).join();
        }
        assertTrue(answers.count() <= 1000, () -> answers.count() + " are kept");
        assertEquals(100_000, asked.get());
    }

    @Test
    void whoeverAsksTheSameWaitsForOneAnswer() throws Exception {
        CountDownLatch thinking = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        MemoryAnswers answers =
                new MemoryAnswers(
                        question -> {
                            if (question.equals(QUESTION)) {
                                asked.incrementAndGet();
                                begun.countDown();
                                await(thinking);
                            }
                            return new SourcedAnswer(living(Duration.ofHours(1)), "192.0.2.53");
                        },
                        task -> Thread.ofVirtual().start(task),
                        1000,
                        now::get);
        List<CompletableFuture<SourcedAnswer>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(answers.begin(QUESTION));
        }
        begun.await();
        answers.begin(new Question(DnsRecordType.A, "other.example")).join();
        thinking.countDown();
        for (CompletableFuture<SourcedAnswer> one : waiting) {
            assertEquals(living(Duration.ofHours(1)), one.join().answer());
        }
        assertEquals(1, asked.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
