package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReplaceableTest {
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final Replaceable<String> settings = new Replaceable<>("old", closed::add);

    @Test
    void usesTheCurrentOne() {
        assertEquals("old", used(settings));

        settings.replace("new");

        assertEquals("new", used(settings));
        assertEquals("new", settings.now());
    }

    @Test
    void closesTheOldOneAndKeepsTheNewOne() {
        settings.replace("new");
        assertEquals(List.of("old"), closed);

        settings.close();
        assertEquals(List.of("old", "new"), closed);
    }

    @Test
    void whatIsPassedOnIsClosedWithTheOneThatHasIt() {
        settings.passOn("new");

        assertEquals("new", used(settings));
        assertEquals(List.of(), closed);

        settings.replace("other");
        assertEquals(List.of("new"), closed);
    }

    @Test
    void aUseFromBeforeKeepsWhatIsPassedOnOpen() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> question =
                    threads.submit(() -> {
                        try (Replaceable.Use<String> use = settings.use()) {
                            asking.countDown();
                            await(answer);
                            return closed.isEmpty() && use.value().equals("old");
                        }
                    });
            asking.await();
            settings.passOn("new");
            Future<?> replacing = threads.submit(() -> settings.replace("other"));
            while (!settings.now().equals("other")) {
                Thread.onSpinWait();
            }
            answer.countDown();

            assertTrue(question.get());
            replacing.get();
        }
        assertEquals(List.of("new"), closed);
    }

    @Test
    void aUseKeepsTheOldOneOpen() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> question =
                    threads.submit(() -> {
                        try (Replaceable.Use<String> use = settings.use()) {
                            asking.countDown();
                            await(answer);
                            return closed.isEmpty() && use.value().equals("old");
                        }
                    });
            asking.await();
            Future<?> replacing = threads.submit(() -> settings.replace("new"));
            while (!settings.now().equals("new")) {
                Thread.onSpinWait();
            }

            assertEquals("new", used(settings));
            assertFalse(replacing.isDone());
            answer.countDown();

            assertTrue(question.get(), "closed while it was asked");
            replacing.get();
            assertEquals(List.of("old"), closed);
        }
    }

    /**
     * Who has found the old one, and then must wait while it is closed and replaced, asks the new
     * one: the old one is closed already. A closing that is held up makes the question wait there.
     */
    @Test
    void aUseThatFindsTheOldOneReplacedIsOfTheNewOne() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch close = new CountDownLatch(1);
        Replaceable<String> held =
                new Replaceable<>(
                        "old",
                        _ -> {
                            closing.countDown();
                            await(close);
                        });
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(held::close);
            closing.await();
            Thread question = Thread.ofPlatform().start(() -> asked.add(used(held)));
            while (question.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            Future<?> replacing = threads.submit(() -> held.replace("new"));
            while (!held.now().equals("new")) {
                Thread.onSpinWait();
            }
            assertEquals(0, asked.size());
            close.countDown();

            assertEquals("new", asked.take());
            first.get();
            replacing.get();
        }
    }

    private static String used(Replaceable<String> settings) {
        try (Replaceable.Use<String> use = settings.use()) {
            return use.value();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
