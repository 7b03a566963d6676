package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceChecksTest {
    private static final InetAddress ABSENT = InetAddress.ofLiteral("192.0.2.97");
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.98");

    /** Asking takes a socket, and there may be ten thousand lines. */
    @Test
    void bi1_anAddressOfManyLinesIsAskedForOnce() throws IOException {
        List<InetAddress> asked = new ArrayList<>();
        String lines =
                """
                bind_address 192.0.2.97
                binding one bind_address 192.0.2.98
                binding two bind_address 192.0.2.98
                binding three bind_address 192.0.2.97
                submit_server two.example 192.0.2.97
                """;

        List<ConfigProblem> problems =
                SourceChecks.of(
                        new ConfigFixture().reading(lines).configuration(),
                        address -> {
                            asked.add(address);
                            return address.equals(ABSENT);
                        });
        assertEquals(List.of(ABSENT, HERE), asked);
        assertEquals(
                List.of(5, 8, 9), problems.stream().map(each -> each.location().line()).toList());
    }
}
