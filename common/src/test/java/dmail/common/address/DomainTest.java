package dmail.common.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainTest {
    @ParameterizedTest
    @CsvSource({
        "acme.example,acme.example",
        "ACME.Example,acme.example",
        "_dmarc.x,_dmarc.x",
        "bücher.example,xn--bcher-kva.example",
        "BÜCHER.example,xn--bcher-kva.example",
        "bu\u0308cher.example,xn--bcher-kva.example",
        "xn--bcher-kva.example,xn--bcher-kva.example",
        "１２.example,12.example"
    })
    void foldsToOneSpelling(String text, String name) {
        assertEquals(Optional.of(new Domain(name)), Domain.parse(text));
    }

    @Test
    void foldsTheSameInATurkishLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertEquals(Optional.of(new Domain("i.example")), Domain.parse("I.example"));
            assertEquals(
                    Optional.of(new Domain("[IPv6:0:0:0:0:0:0:0:1]")), Domain.parse("[IPV6:::1]"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aHugeTextIsRefusedAtOnce() {
        assertTrue(Domain.parse("é".repeat(1_000_000)).isEmpty());
    }

    @Test
    void knowsALiteral() {
        assertTrue(Domain.parse("[192.0.2.1]").orElseThrow().isLiteral());
    }
}
