package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.SendingLines;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which names providers are counted. */
final class ProviderNamesTest {
    @ParameterizedTest
    @CsvSource({
        "aspmx.l.google.com, google.com",
        "a-example.mail.protection.outlook.com, outlook.com",
        "mx1.provider.co.uk, provider.co.uk",
        "mx1.host.de, host.de",
        "mx.example, mx.example",
        "localhost, localhost",
        "[192.0.2.1], [192.0.2.1]",
        "192.0.2.1, 192.0.2.1",
        "mx1.known.example, *.known.example",
        "'', unknown"
    })
    void b32_aProviderIsTheLinesPatternOrTheDomainOfTheExchanger(String exchanger, String name) {
        ScopeTable scopes =
                ScopeTable.of(
                        SendingLines.read("to_mx *.known.example max_outbound_connections 5"));
        List<String> best = exchanger.isEmpty() ? List.of() : List.of(exchanger);

        assertEquals(name, new ProviderNames(scopes, _ -> best).apply("a.example"));
    }
}
