package dmail.smtp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EtrnNodeTest {
    /** The node, a domain, whether its mail is meant. */
    @ParameterizedTest
    @CsvSource({
        "x.example, x.example, true",
        "X.Example, x.example, true",
        "x.example, a.x.example, false",
        "@x.example, x.example, true",
        "@x.example, a.b.x.example, true",
        "@x.example, ax.example, false",
        "[192.0.2.1], [192.0.2.1], true",
    })
    void coversItsOwnMail(String node, String domain, boolean covered) {
        assertEquals(covered, EtrnNode.parse(node).orElseThrow().covers(domain));
    }
}
