package dmail.common.config.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfigFixture;
import dmail.common.config.Configuration;
import dmail.common.config.binding.BindingSettings;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listener that a submit_server line means. */
final class SubmitListenersTest {
    private static final String PLACES =
            """
            port sub protocol submission
            port sub number SUBMISSION
            port mx protocol smtp
            port mx number SMTP
            ip 192.0.2.20 ports sub,mx
            ip 192.0.2.30 ports sub
            listen six on [2001:db8::1]:25
            listen six protocol smtp
            listen ctl on 192.0.2.40:25
            listen ctl protocol control
            """;

    @ParameterizedTest
    @CsvSource({
        "one.example 192.0.2.20, mx@192.0.2.20",
        "one.example 192.0.2.20:587, sub@192.0.2.20",
        "one.example 192.0.2.20:smtp, mx@192.0.2.20",
        "* 192.0.2.30, sub@192.0.2.30",
        "* 192.0.2.30:25, none",
        "* 192.0.2.40, none",
        "* 192.0.2.40:25, none",
        "* 192.0.2.50, none",
        "six.example 2001:db8::1, six",
        "six.example [2001:db8::1], six",
        "six.example [2001:db8::1]:25, six",
        "six.example [2001:db8::1]:587, none"
    })
    void arg16_itIsTheOneAtTheAddress(String line, String listener) throws IOException {
        assertEquals(listener, listener(PLACES, line));
    }

    @ParameterizedTest
    @CsvSource({"* 192.0.2.9, smtp", "* 192.0.2.9:2525, smtp", "* 192.0.2.9:587, none"})
    void arg16_oneAtAllAddressesIsAtEach(String line, String listener) throws IOException {
        assertEquals(listener, listener("smtp_port 2525\n", line));
    }

    /** {@return the listener; none when the line is ignored} */
    private static String listener(String places, String line) throws IOException {
        Configuration configuration =
                new ConfigFixture()
                        .reading(places + "submit_server " + line + "\n")
                        .configuration();
        return configuration.values(BindingSettings.SUBMIT_SERVER).stream()
                .findFirst()
                .flatMap(SubmitListeners.of(configuration)::of)
                .map(ListenerDefinition::name)
                .orElse("none");
    }
}
