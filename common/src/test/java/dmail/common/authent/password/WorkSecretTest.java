package dmail.common.authent.password;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkSecretTest {
    @TempDir private Path work;
    private final MemoryLog log = new MemoryLog();

    private byte[] derived() {
        return WorkSecret.in(work, log).derive("salt", "ann");
    }

    @Test
    void isTheSameForBothServersAndAfterARestart() {
        byte[] first = derived();

        assertArrayEquals(first, derived());
        assertEquals(List.of(), log.lines());
    }

    @Test
    void onlyTheServersCanReadIt() throws IOException {
        derived();

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(work.resolve("login.key"))));
    }

    @Test
    void whoComesFirstMakesItForAll() throws Exception {
        List<Callable<byte[]>> servers =
                Stream.generate(() -> (Callable<byte[]>) this::derived).limit(16).toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<byte[]> each : threads.invokeAll(servers)) {
                assertArrayEquals(derived(), each.get());
            }
        }

        try (Stream<Path> files = Files.list(work)) {
            assertEquals(List.of(work.resolve("login.key")), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short\n", "no hexadecimal digits"})
    void aDamagedOneIsMadeAnew(String text) throws IOException {
        Files.writeString(work.resolve("login.key"), text);

        byte[] first = derived();

        assertArrayEquals(first, derived());
        assertEquals(1, log.lines().size());
        assertEquals(text, Files.readString(work.resolve("login.key.damaged")));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(work.resolve("elsewhere"), "0".repeat(64) + "\n");
        Files.createSymbolicLink(work.resolve("login.key"), elsewhere);

        byte[] ofZeros = Arrays.copyOf(derived(), 32);

        Files.delete(work.resolve("login.key"));
        Files.move(elsewhere, work.resolve("login.key"));
        assertFalse(Arrays.equals(ofZeros, derived()));
    }

    /** Logins go on; what is shown of names that don't exist is then this server's own. */
    @Test
    void whereItCannotBeKeptOneIsDrawn() throws IOException {
        Path none = work.resolve("none");

        WorkSecret.in(none, log).derive("salt", "ann");

        assertEquals(1, log.lines().size());
    }

    @Test
    void purposesTellNothingOfOneAnother() {
        WorkSecret secret = WorkSecret.in(work, log);

        assertFalse(Arrays.equals(secret.derive("salt", "ann"), secret.derive("key", "ann")));
    }
}
