package dmail.smtp.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses are private. */
final class ReachTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.255, LOOPBACK",
        "::1, LOOPBACK",
        "169.254.0.1, LINK",
        "fe80::1, LINK",
        "febf::1, LINK",
        "10.255.0.1, SITE",
        "172.16.0.1, SITE",
        "172.31.255.255, SITE",
        "192.168.0.1, SITE",
        "fc00::1, SITE",
        "fdff::1, SITE",
        "126.255.255.255, WORLD",
        "11.0.0.1, WORLD",
        "172.15.255.255, WORLD",
        "172.32.0.1, WORLD",
        "192.169.0.1, WORLD",
        "100.64.0.1, WORLD",
        "192.0.2.1, WORLD",
        "198.18.0.1, WORLD",
        "203.0.113.1, WORLD",
        "2001:db8::1, WORLD",
        "fec0::1, WORLD"
    })
    void bi21_privateIsWhatNobodyElseReaches(String address, Reach reach) {
        assertEquals(reach, Reach.of(FakeHost.ip(address)));
    }
}
