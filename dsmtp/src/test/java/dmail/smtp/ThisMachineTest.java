package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long names of this machine's addresses are known. */
final class ThisMachineTest {
    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.41");
    private static final Optional<Domain> NAME = Domain.parse("out1.example");

    private final AtomicLong now = new AtomicLong();
    private final List<Optional<Domain>> before = new ArrayList<>();

    @Test
    void bi32_theNameOfAnAddressIsLookedUpEveryFiveMinutesAndTheLastOneIsTold() {
        ThisMachine machine =
                new ThisMachine(
                        Path.of("hostname"),
                        (_, last) -> {
                            before.add(last);
                            return NAME;
                        },
                        now::get);

        assertEquals(NAME, machine.nameOf(SOURCE));
        now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
        assertEquals(NAME, machine.nameOf(SOURCE));
        assertEquals(List.of(Optional.empty()), before);

        now.addAndGet(1);
        assertEquals(NAME, machine.nameOf(SOURCE));
        assertEquals(List.of(Optional.empty(), NAME), before);
    }
}
