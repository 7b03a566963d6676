package dmail.common.system;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real datagram sockets. */
final class ServiceManagerTest {
    @TempDir private Path folder;

    @Test
    void hearsHowTheProgramIs() throws Exception {
        String socket = folder.resolve("notify").toString();
        ServiceManager manager = new ServiceManager(socket);
        try (ServiceManagerEar ear = new ServiceManagerEar(socket)) {
            manager.ready("ready smtp=0.0.0.0:25");
            manager.reloading(Duration.ofSeconds(12).plusNanos(345_678_900));
            manager.ready("as before");
            manager.stopping();

            assertEquals(
                    List.of(
                            "READY=1\nSTATUS=ready smtp=0.0.0.0:25",
                            "RELOADING=1\nMONOTONIC_USEC=12345678",
                            "READY=1\nSTATUS=as before",
                            "STOPPING=1"),
                    List.of(ear.hear(), ear.hear(), ear.hear(), ear.hear()));
        }
    }

    @Test
    void mayListenAtAnAbstractName() throws Exception {
        String socket = "@dmail-test-" + ProcessHandle.current().pid();
        try (ServiceManagerEar ear = new ServiceManagerEar(socket)) {
            new ServiceManager(socket).stopping();

            assertEquals("STOPPING=1", ear.hear());
        }
    }

    @Test
    void hearsNoLinesThatAStatusMakesUp() throws Exception {
        String socket = folder.resolve("notify").toString();
        try (ServiceManagerEar ear = new ServiceManagerEar(socket)) {
            new ServiceManager(socket).ready("a\nSTOPPING=1");

            assertEquals("READY=1\nSTATUS=a STOPPING=1", ear.hear());
        }
    }

    @Test
    void needNotBeThere() {
        ServiceManager nobody = new ServiceManager("");

        assertDoesNotThrow(() -> nobody.ready("nobody hears it"));
        assertDoesNotThrow(() -> nobody.reloading(Duration.ZERO));
        assertDoesNotThrow(nobody::stopping);
    }

    @Test
    void isMissedWhenItIsGone() {
        String nobody = folder.resolve("nobody").toString();

        IOException failure =
                assertThrows(IOException.class, () -> new ServiceManager(nobody).stopping());

        assertEquals("sendto fails, errno 2", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "vsock:2:1234"})
    void isAtAPathOrAnAbstractName(String socket) {
        assertThrows(IOException.class, () -> new ServiceManager(socket).stopping());
    }

    @Test
    void hasAPathThatFitsAnAddress() throws Exception {
        String fits = "@" + "x".repeat(107);
        try (ServiceManagerEar ear = new ServiceManagerEar(fits)) {
            new ServiceManager(fits).stopping();

            assertEquals("STOPPING=1", ear.hear());
        }
        assertThrows(IOException.class, () -> new ServiceManager(fits + "x").stopping());
    }
}
