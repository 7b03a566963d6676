package dmail.common.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigReading;
import dmail.common.config.DomainSettings;
import dmail.common.config.type.VdomainLine;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a line of a virtual domain may be, beside the others. */
final class VdomainChecksTest {
    private static String said(ConfigReading reading) {
        return reading.problems().stream()
                .map(problem -> problem.severity() + " " + problem + "\n")
                .collect(Collectors.joining())
                .replace("/etc/", "");
    }

    private static List<String> domains(ConfigReading reading) {
        return reading.configuration().values(DomainSettings.VDOMAIN).stream()
                .map(VdomainLine::domain)
                .map(domain -> domain.name())
                .toList();
    }

    @Test
    void dm6_oneDomainHasSeveralSuffixes() throws IOException {
        ConfigReading reading =
                new ConfigFixture()
                        .reading(
                                """
                                vdomain a @acme.example acme.example acme
                                vdomain a /acme acme.example acme
                                """);

        assertEquals("", said(reading));
        assertEquals(List.of("acme.example", "acme.example"), domains(reading));
    }

    @Test
    void dm7_aPrefixIsOfOneDomainAndHasNoUnderscore() throws IOException {
        ConfigReading reading =
                new ConfigFixture()
                        .reading(
                                """
                                vdomain a @acme.example acme.example acme
                                vdomain a @beta.example beta.example beta
                                vdomain b_b @beta.example beta.example beta
                                """);

        assertEquals(
                """
                ERROR dmail.conf:6: vdomain a: the prefix belongs to acme.example (dmail.conf:5),\
                 beta.example needs one of its own; the line is ignored
                ERROR dmail.conf:7: vdomain "b_b @beta.example beta.example beta": the prefix\
                 "b_b" has an underscore; the line is ignored
                """,
                said(reading));
        assertEquals(List.of("acme.example"), domains(reading));
    }

    /** SurgeMail's headings are none here: what stands behind a vdomain line is for all. */
    @Test
    void dmN5_aVdomainIsALineAndNoHeading() throws IOException {
        ConfigReading reading =
                new ConfigFixture()
                        .reading(
                                """
                                vdomain beta.example
                                vdomain a @acme.example acme.example acme
                                local_host mail.acme.example
                                """);

        assertEquals(
                """
                ERROR dmail.conf:5: vdomain "beta.example": not the four parts: prefix, address or\
                 suffix, domain, folder; the line is ignored
                """,
                said(reading));
        assertEquals(
                "mail.acme.example",
                reading.configuration().value(DomainSettings.LOCAL_HOST).name());
    }
}
