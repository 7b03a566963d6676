package dmail.common.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real system's users and libcrypt. */
class SystemPasswdTest {
    private final NativeCalls calls = new NativeCalls(Duration.ofSeconds(10));
    private final SystemPasswd system = new SystemPasswd(calls);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void knowsEachLineOfThePasswdFile() throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            PasswdEntry expected =
                    new PasswdEntry(
                            fields[0],
                            Integer.parseInt(fields[2]),
                            Integer.parseInt(fields[3]),
                            fields[5],
                            fields[6]);
            assertEquals(Optional.of(expected), system.passwd(fields[0]));
        }
    }

    @Test
    void knowsNobodyElse() throws IOException {
        assertEquals(Optional.empty(), system.passwd("no-such-user-here"));
        assertEquals(Optional.empty(), system.passwd(""));
        assertEquals(Optional.empty(), system.passwd("x".repeat(200)));
    }

    @Test
    void knowsEachLineOfTheShadowFile() throws IOException {
        Path file = Path.of("/etc/shadow");
        assumeTrue(Files.isReadable(file), "only root and the group shadow may read it");
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(":", -1);
            ShadowEntry expected =
                    new ShadowEntry(
                            fields[1],
                            number(fields[2]),
                            number(fields[4]),
                            number(fields[6]),
                            number(fields[7]));
            assertEquals(Optional.of(expected), system.shadow(fields[0]));
        }
    }

    private static long number(String field) {
        return field.isEmpty() ? -1 : Long.parseLong(field);
    }

    /** The hashes of "secret" were made by other programs, such as mkpasswd and openssl. */
    @ParameterizedTest
    @CsvSource({
        "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$GmcwIgvdUC9qLWcKCi6gklUa1dM3ziD43YxYNURLKy0",
        "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1",
        "$5$saltsalt$0IyaXrmV7.sGNS6tirgqHLqX/G.FBvgkYA.lpPdS5sA",
        "$1$saltsalt$9xy1btjgzLYfb7hivXtC//",
        "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
        "abNANd1rDfiNc",
    })
    void hashesAsOtherProgramsDo(String hash) throws IOException {
        Crypt crypt = new SystemCrypt(calls);
        byte[] secret = "secret".getBytes(StandardCharsets.US_ASCII);
        byte[] guess = "Secret".getBytes(StandardCharsets.US_ASCII);

        assertEquals(Optional.of(hash), crypt.hash(secret, hash));
        assertTrue(!crypt.hash(guess, hash).equals(Optional.of(hash)));
    }

    @Test
    void hashesNothingWithASettingThatIsNone() throws IOException {
        Crypt crypt = new SystemCrypt(calls);
        assertEquals(Optional.empty(), crypt.hash(new byte[] {'x'}, "$nonesuch$salt$"));
        assertEquals(Optional.empty(), crypt.hash(new byte[] {'x'}, "*"));
    }

    @Test
    void refusesWorkThatWouldHaveToWaitTooLong() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (NativeCalls few = new NativeCalls(Duration.ofSeconds(60), 1, 1);
                NativeCalls hasty = new NativeCalls(Duration.ofMillis(1), 1, 1);
                ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first =
                    sessions.submit(() ->
                            few.call(() -> {
                                busy.countDown();
                                go.await();
                                return "first";
                            }));
            busy.await();
            Future<String> second = sessions.submit(() -> few.call(() -> "second"));
            while (few.waiting() == 0) {
                Thread.onSpinWait();
            }
            assertThrows(SystemBusyException.class, () -> few.call(() -> "third"));
            assertThrows(
                    SystemBusyException.class,
                    () ->
                            hasty.call(() -> {
                                go.await();
                                return "";
                            }));
            go.countDown();
            assertEquals(List.of("first", "second"), List.of(first.get(), second.get()));
        }
    }
}
