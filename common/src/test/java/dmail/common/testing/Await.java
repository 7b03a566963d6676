package dmail.common.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waits for what can only be asked for, not too long. What the log tells is awaited by {@link
 * MemoryLog#await(String)} instead.
 */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The server that is asked works meanwhile. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private Await() {}

    /**
     * Asks until the answer is the wanted one, for at most 30 seconds, and returns it.
     *
     * @param wanted said when the answer doesn't come, with the last one
     * @throws AssertionError when it doesn't come
     */
    public static <T> T answer(String wanted, Callable<T> question, Predicate<T> isWanted)
            throws Exception {
        long start = System.nanoTime();
        T answer = question.call();
        while (!isWanted.test(answer)) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                return fail("no " + wanted + " in " + LIMIT.toSeconds() + " s, but " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = question.call();
        }
        return answer;
    }

    /** Asks until the answer holds a text, for at most 30 seconds, and returns it. */
    public static String text(String part, Callable<String> question) throws Exception {
        return answer(part, question, text -> text.contains(part));
    }
}
