package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.authent.password.Password;
import dmail.common.io.Owner;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelperPoolTest {
    @TempDir Path folder;
    private final MemoryLog log = new MemoryLog();
    private final AtomicLong nanos = new AtomicLong();
    private FakeHelper helper;
    private ExternalUsers users;

    @BeforeEach
    void open() throws IOException {
        helper = new FakeHelper(folder);
        users = users(Duration.ofSeconds(10));
    }

    private ExternalUsers users(Duration timeout) throws IOException {
        return new ExternalUsers(new HelperPool(helper.command(), 2, timeout, nanos::get, log));
    }

    @AfterEach
    void close() {
        users.close();
    }

    @Test
    void readsWhatTheHelperKnows() {
        Accepted owner = assertInstanceOf(Accepted.class, users.lookup("owner"));

        assertEquals("/spool/owner", owner.dropFile());
        assertEquals(new Owner(1234, -1), owner.owner());
        assertEquals(Map.of("fwd", "a@b.example", "quota", "5"), owner.info());
    }

    @Test
    void readsPastLinesOfData() {
        assertInstanceOf(Accepted.class, users.lookup("data"));
    }

    @Test
    void takesAnAnswerThatComesOctetByOctet() {
        assertInstanceOf(Accepted.class, users.lookup("slow"));
    }

    @Test
    void sendsTheClientsAddressToo() throws IOException {
        byte[] secret = "secret".getBytes(StandardCharsets.UTF_8);
        users.check("bob", new Password(secret), InetAddress.ofLiteral("2001:db8::1"));

        assertEquals(List.of("check bob secret 2001:db8:0:0:0:0:0:1"), helper.asked());
    }

    @Test
    void isNotStoppedByComplaints() throws InterruptedException {
        assertInstanceOf(Accepted.class, users.lookup("noisy"));
        assertTrue(log.await("authent helper says").startsWith("warning:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "dies", "half", "empty", "garbage", "other", "long", "endless"})
    void takesTroubleForTroubleAndGoesOn(String trouble) {
        assertInstanceOf(Unavailable.class, users.lookup(trouble));

        assertInstanceOf(Accepted.class, users.lookup("bob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangs", "quiet"})
    void doesNotWaitForever(String trouble) throws IOException {
        users.close();
        users = users(Duration.ofMillis(200));

        assertInstanceOf(Unavailable.class, users.lookup(trouble));

        users.close();
        users = users(Duration.ofSeconds(10));
        assertInstanceOf(Accepted.class, users.lookup("bob"));
    }

    @Test
    void asksAnotherWhenOneHasEnded() throws IOException {
        assertInstanceOf(Accepted.class, users.lookup("bob"));
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);

        assertInstanceOf(Accepted.class, users.lookup("bob"));
        assertEquals(2, helper.starts());
    }

    @Test
    void neverTakesALeftOverAnswerForAnothersQuestion() {
        assertInstanceOf(Accepted.class, users.lookup("twice"));

        Verdict verdict = users.lookup("joe");

        assertFalse(verdict instanceof Accepted, "joe got bob's answer");
    }

    @Test
    void leavesAHelperAloneThatKeepsFailing() throws IOException {
        assertInstanceOf(Unavailable.class, users.lookup("dies"));
        assertInstanceOf(Unavailable.class, users.lookup("dies"));
        assertInstanceOf(Unavailable.class, users.lookup("bob"));
        assertEquals(2, helper.starts());

        nanos.addAndGet(Duration.ofMillis(100).toNanos());

        assertInstanceOf(Accepted.class, users.lookup("bob"));
        assertEquals(3, helper.starts());
    }

    /** Twice as long after each failure: 0, 100, 200, 400 ms. */
    @Test
    void leavesItAloneForLongerEachTime() throws IOException {
        users.lookup("dies");
        for (int pause : List.of(0, 100, 200, 400)) {
            nanos.addAndGet(Duration.ofMillis(pause).toNanos() - 1);
            long before = helper.starts();
            if (pause > 0) {
                assertInstanceOf(Unavailable.class, users.lookup("bob"));
                assertEquals(before, helper.starts(), "too early, before " + pause + " ms");
            }

            nanos.incrementAndGet();
            assertInstanceOf(Unavailable.class, users.lookup("dies"));
            assertEquals(before + 1, helper.starts(), "after " + pause + " ms");
        }
    }

    @Test
    void neverLeavesItAloneForMoreThanHalfAMinute() throws IOException {
        for (int failures = 0; failures < 15; failures++) {
            users.lookup("dies");
            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        }

        assertInstanceOf(Accepted.class, users.lookup("bob"));
        assertEquals(16, helper.starts());
    }

    @Test
    void forgetsFailuresWhenItAnswersAgain() throws IOException {
        users.lookup("dies");
        assertInstanceOf(Accepted.class, users.lookup("bob"));
        users.lookup("dies");

        assertInstanceOf(Accepted.class, users.lookup("bob"));
    }

    @Test
    void startsNoneWhenItIsClosed() {
        users.close();

        assertInstanceOf(Unavailable.class, users.lookup("bob"));
        assertFalse(Files.exists(folder.resolve("starts")));
    }

    @Test
    void runsNoMoreCopiesThanAllowed() throws Exception {
        try (ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Verdict>> answers =
                    IntStream.range(0, 50)
                            .mapToObj(i -> sessions.submit(() -> users.lookup("bob")))
                            .toList();
            for (Future<Verdict> answer : answers) {
                assertInstanceOf(Accepted.class, answer.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
        assertTrue(helper.starts() <= 2);
    }

    @Test
    void givesTheHelperNoneOfOurSecrets() throws IOException {
        users.lookup("env");

        for (String line : Files.readAllLines(folder.resolve("env"))) {
            String name = line.substring(0, Math.max(0, line.indexOf('=')));
            assertTrue(
                    List.of(
                                    "PATH",
                                    "HOME",
                                    "LANG",
                                    "LC_ALL",
                                    "TZ",
                                    "JAVA_HOME",
                                    "DMAIL_JAVA",
                                    "PWD",
                                    "_",
                                    "OLDPWD",
                                    "SHLVL")
                            .contains(name),
                    name);
        }
    }

    @Test
    void tellsTheHelperToEnd() throws IOException {
        users.lookup("bob");
        users.close();

        assertEquals("exit", helper.asked().getLast());
    }

    @Test
    void saysWhenTheProgramIsNotThere() {
        HelperPool none =
                new HelperPool(
                        List.of(folder.resolve("none").toString()),
                        1,
                        Duration.ofSeconds(1),
                        nanos::get,
                        log);

        assertInstanceOf(Unavailable.class, new ExternalUsers(none).lookup("bob"));
        assertTrue(log.lines().getFirst().startsWith("error: - cannot start authent helper"));
    }

    @Test
    void asksNobodyAboutNamesThatAreNoWord() {
        assertInstanceOf(Rejected.class, users.lookup("a b"));
        assertFalse(Files.exists(folder.resolve("asked")));
    }

    /** All copies hang: whoever comes then is told so in time. */
    @Test
    @Timeout(60)
    void whoFindsAllHelpersBusyHearsSo() throws Exception {
        users.close();
        users =
                new ExternalUsers(
                        new HelperPool(
                                helper.command(), 1, Duration.ofMillis(500), nanos::get, log));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Verdict>> answers =
                    IntStream.range(0, 4)
                            .mapToObj(_ -> threads.submit(() -> users.lookup("hangs")))
                            .toList();
            for (Future<Verdict> answer : answers) {
                assertInstanceOf(Unavailable.class, answer.get(30, TimeUnit.SECONDS));
            }
        }
    }

    /** A session that is ended while it waits leaves no helper with an answer for the next. */
    @Test
    @Timeout(60)
    void whoIsInterruptedLeavesNoAnswerBehind() throws Exception {
        Thread.currentThread().interrupt();

        assertInstanceOf(Unavailable.class, users.lookup("owner"));

        assertTrue(Thread.interrupted(), "the caller learns of it too");
        Accepted bob = assertInstanceOf(Accepted.class, users.lookup("bob"));
        assertEquals("bob", bob.name());
    }
}
