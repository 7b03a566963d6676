package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Server;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerReadingTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir private Path folder;
    private Instant now = NOON;
    private Server server = Server.DSMTP;

    @Test
    void hasNothingAgainstAGoodCertificate() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        write("cert.pem", made.pem());
        write("key.pem", made.key());

        assertEquals(List.of(), problems("tls_certificate cert.pem\ntls_key key.pem\n"));
    }

    @Test
    void saysThatACertificateRanOut() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        write("cert.pem", made.pem() + made.key());
        now = NOON.plus(Duration.ofDays(61));

        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:5: tls_certificate FOLDER/cert.pem: the"
                                + " certificate ran out at 2027-01-20T12:00:00Z"),
                problems("tls_certificate cert.pem\n"));
    }

    @Test
    void saysWhichLineNamesTheBadFile() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        write("cert.pem", made.pem());
        write("key.pem", "");

        assertEquals(
                List.of(
                        "ERROR FOLDER/dmail.conf:6: tls_key FOLDER/key.pem: no PEM key is in it"
                                + " (-----BEGIN PRIVATE KEY-----); openssl pkey -inform DER -in FILE"
                                + " -out FILE makes one of a binary file; it is not used"),
                problems("tls_certificate cert.pem\ntls_key key.pem\n"));
        assertEquals(
                List.of(
                        "ERROR FOLDER/dmail.conf:5: tls_certificate FOLDER/none.pem: there is no"
                                + " such file; it is not used"),
                problems("tls_certificate none.pem\ntls_key key.pem\n"));
    }

    @Test
    void warnsOfAKeyThatEverybodyMayRead() throws IOException {
        TestCertificate made = TestCertificate.of("EC", NOON);
        Path file = write("cert.pem", made.pem() + made.key());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:5: tls_certificate FOLDER/cert.pem: everybody on"
                                + " this host may read this key; chmod 600 cures that"),
                problems("tls_certificate cert.pem\n"));
    }

    @Test
    void sm14_saysWhichListenersLackTheirKey() throws IOException {
        write("bare.pem", TestCertificate.of("EC", NOON).pem());
        String why =
                "certificate FOLDER/bare.pem: no PEM key is in it (-----BEGIN PRIVATE KEY-----);"
                        + " openssl pkey -inform DER -in FILE -out FILE makes one of a binary file; ";

        assertEquals(
                List.of(
                        "ERROR FOLDER/dmail.conf:7: port safe: "
                                + why
                                + "the listeners of this port stay down",
                        "ERROR FOLDER/dmail.conf:12: listen two: "
                                + why
                                + "this listener stays down"),
                problems(
                        """
                        port safe protocol submission
                        port safe number 2465
                        port safe certificate bare.pem
                        ip 127.0.0.1 ports safe
                        listen one on 127.0.0.2:0
                        listen one protocol smtp
                        listen two on 127.0.0.3:0
                        listen two certificate bare.pem
                        listen two protocol pop
                        """));
    }

    @Test
    void sm14_doesNotStartWithoutAnyListener() throws IOException {
        List<String> problems =
                problems(
                        """
                        listen one on 127.0.0.2:0
                        listen one protocol smtp
                        listen one certificate none.pem
                        """);

        assertEquals(
                List.of(
                        "ERROR FOLDER/dmail.conf:7: listen one: certificate FOLDER/none.pem: there is"
                                + " no such file; this listener stays down",
                        "FATAL FOLDER/dmail.conf: no listener is left that has its certificate;"
                                + " dsmtp does not start"),
                problems);
    }

    @Test
    void smN7_checksEachFileOfACertificate() throws IOException {
        Path file = folder.resolve("mail.p12");
        Files.write(file, TestCertificate.of("EC", NOON).pkcs12("secret"));
        Path password = write("password", "secret\n");
        for (Path open : List.of(file, password)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        }
        now = NOON.plus(Duration.ofDays(50));
        String lines =
                """
                listen in on 127.0.0.1:0
                listen in protocol smtp
                listen in certificate mail.p12
                listen in certificate_password_file password
                listen out on 127.0.0.2:0
                listen out protocol pop
                listen out certificate mail.p12
                listen out certificate_password_file password
                """;

        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:7: listen in: certificate FOLDER/mail.p12: the"
                                + " certificate runs out at 2027-01-20T12:00:00Z",
                        "WARNING FOLDER/dmail.conf:7: listen in: certificate FOLDER/mail.p12:"
                                + " everybody on this host may read this key; chmod 600 cures that",
                        "WARNING FOLDER/dmail.conf:8: listen in: certificate_password_file"
                                + " FOLDER/password: everybody on this host may read this password;"
                                + " chmod 600 cures that"),
                problems(lines));
        Files.delete(password);
        assertEquals(
                List.of(
                        "ERROR FOLDER/dmail.conf:8: listen in: certificate_password_file"
                                + " FOLDER/password: there is no such file; this listener stays"
                                + " down",
                        "ERROR FOLDER/dmail.conf:12: listen out: certificate_password_file"
                                + " FOLDER/password: there is no such file; this listener stays"
                                + " down"),
                problems(lines).stream().filter(line -> line.startsWith("ERROR")).toList());
    }

    @Test
    void saysWhyApopIsNotOffered() throws IOException {
        server = Server.DPOP;
        write("users", "alice:{PLAIN}secret\nbob:" + FakeUsers.SCRAM_OF_SECRET + "\n");

        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:5: apop_enable does nothing as long as not each"
                                + " user of FOLDER/users has {PLAIN} and a password; APOP is not offered"),
                problems("apop_enable true\nusers_file users\n"));
        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:5: apop_enable does nothing, since authent_method"
                                + " unix_user tells nobody a password; APOP is not offered"),
                problems("apop_enable true\nauthent_method unix_user\n"));
        write("users", "alice:{PLAIN}secret\nlocked:*\n");
        assertEquals(List.of(), problems("apop_enable true\nusers_file users\n"));
    }

    @Test
    void smN1_mtq6_anAddressThatTheMachineLacksIsWarnedOfByName() throws IOException {
        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:6: listener a at 192.0.2.99:2525: this machine"
                                + " has no such address now; no client reaches the listener until it has",
                        "WARNING FOLDER/dmail.conf:7: listener a at [2001:db8::99]:2525: this"
                                + " machine has no such address now; no client reaches the listener until it has"),
                problems(
                        """
                        listen a protocol smtp
                        listen a on 192.0.2.99:2525
                        listen a on [2001:db8::99]:2525
                        listen a on 127.0.0.2:2525
                        """));
        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:5: listener a at 192.0.2.99:2525: this machine"
                                + " has no such address now; with missing fail, dsmtp does not"
                                + " start"),
                problems(
                        """
                        listen a on 192.0.2.99:2525
                        listen a protocol smtp
                        listen a missing fail
                        """));
    }

    @Test
    void bi1_aSourceThatTheMachineLacksIsWarnedOf() throws IOException {
        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:5: bind_address 192.0.2.97: this machine has no"
                                + " such address now; until it has, bind_failure says what becomes"
                                + " of the mail",
                        "WARNING FOLDER/dmail.conf:6: binding one bind_address 192.0.2.98: this"
                                + " machine has no such address now; until it has, bind_failure says"
                                + " what becomes of the mail",
                        "WARNING FOLDER/dmail.conf:8: binding_group g binding two bind_address"
                                + " 192.0.2.99: this machine has no such address now; until it has,"
                                + " bind_failure says what becomes of the mail"),
                problems(
                        """
                        bind_address 192.0.2.97
                        binding one bind_address 192.0.2.98
                        binding one ehlo_hostname one.example
                        binding_group g binding two bind_address 192.0.2.99
                        binding here bind_address 127.0.0.2
                        """));
    }

    @Test
    void arg16_bi1_anAddressOfSubmitServerThatTheMachineLacksIsWarnedOf() throws IOException {
        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:5: submit_server two.example 192.0.2.97: this"
                                + " machine has no such address now; mail is taken as if it had"
                                + " come in there all the same"),
                problems(
                        """
                        submit_server two.example 192.0.2.97
                        submit_server * 127.0.0.2
                        """));
    }

    @Test
    void arg12_bi1_anAddressOfAGroupThatTheMachineLacksIsWarnedOf() throws IOException {
        assertEquals(
                List.of(
                        "WARNING FOLDER/dmail.conf:8: listener in at 192.0.2.98:2525: this machine"
                                + " has no such address now; no client reaches the listener until"
                                + " it has",
                        "WARNING FOLDER/dmail.conf:6: domain_group one: bind_to 192.0.2.97: this"
                                + " machine has no such address now; no client meets the group"
                                + " there until it has"),
                problems(
                        """
                        domain_group one domain example.com
                        domain_group one bind_to 192.0.2.97
                        domain_group one bind_to 192.0.2.98
                        listen in on 192.0.2.98:2525
                        listen in protocol smtp
                        listen all on :2526
                        listen all protocol smtp
                        """));
    }

    @Test
    void saysThatMoreSessionsArePromisedThanMemoryHolds() throws IOException {
        List<String> problems = problems("max_sessions 1000000\n");

        assertEquals(1, problems.size());
        assertTrue(
                problems.getFirst()
                        .matches(
                                "WARNING FOLDER/dmail.conf:5: max_sessions 1000000: the memory of"
                                        + " dsmtp holds \\d+ sessions, no more are let in; a larger"
                                        + " smtp_memory changes that"),
                problems.getFirst());
    }

    @Test
    void saysNothingOfSessionsThatNobodyPromised() throws IOException {
        assertEquals(List.of(), problems(""));
    }

    @Test
    void saysThatTheHeapIsNotWhatTheLineWants() throws IOException {
        List<String> problems = problems("smtp_memory 999g\n");

        assertEquals(1, problems.size());
        assertTrue(
                problems.getFirst()
                        .matches(
                                "WARNING FOLDER/dmail.conf:5: smtp_memory has no effect yet, dsmtp"
                                        + " has \\d+ MB: the line takes effect at the next start, if it is in"
                                        + " dmail.conf itself and asks for 32 MB up to what the"
                                        + " machine has, and DMAIL_JAVA_OPTS names no heap"),
                problems.getFirst());
        long heap = Runtime.getRuntime().maxMemory() >> 10;
        assertEquals(List.of(), problems("smtp_memory " + heap + "k\n"));
    }

    private List<String> problems(String lines) throws IOException {
        Files.createDirectories(folder.resolve("drop"));
        Files.createDirectories(folder.resolve("work"));
        Path file =
                write(
                        "dmail.conf",
                        "host_domain example.com\ndrop_path drop\nwork_path work\n"
                                + "sysadmin postmaster@example.com\n"
                                + lines);
        ConfigReading reading = ServerReading.read(file, server, () -> now);
        return reading.problems().stream().map(this::text).toList();
    }

    private String text(ConfigProblem problem) {
        return (problem.severity() + " " + problem).replace(folder.toString(), "FOLDER");
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
