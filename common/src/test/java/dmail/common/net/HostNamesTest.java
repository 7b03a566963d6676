package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostNamesTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");

    @Test
    void tellsTheNameOfAnAddress() {
        try (HostNames names = new HostNames(_ -> "a.example", Duration.ofSeconds(50))) {
            assertEquals(Optional.of("a.example"), names.of(ADDRESS));
        }
    }

    @Test
    void anAddressIsNoName() {
        try (HostNames names = new HostNames(InetAddress::getHostAddress, Duration.ofSeconds(50))) {
            assertEquals(Optional.empty(), names.of(ADDRESS));
            assertEquals(Optional.empty(), names.of(InetAddress.ofLiteral("2001:db8::1")));
        }
    }

    @Test
    void nobodyWaitsForLong() {
        CountDownLatch never = new CountDownLatch(1);
        try (HostNames names = new HostNames(_ -> hang(never), Duration.ofMillis(1))) {
            assertEquals(Optional.empty(), names.of(ADDRESS));
        }
    }

    private static String hang(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return "late.example";
    }

    @Test
    void aNameThatCannotBeHadIsNone() {
        try (HostNames names =
                new HostNames(
                        _ -> {
                            throw new IllegalStateException("broken");
                        },
                        Duration.ofSeconds(50))) {
            assertEquals(Optional.empty(), names.of(ADDRESS));
        }
    }
}
