package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encryption and logins as the clients of a Debian machine do them. */
@Timeout(180)
final class TlsIT {
    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void configure() throws IOException, InterruptedException {
        Needs.programs("openssl");
        site = Site.in(folder);
        certify();
        site.line("tls_certificate " + site.path("cert.pem"))
                .line("tls_key " + site.path("key.pem"))
                .line("listen users on 127.0.0.1:0")
                .line("listen users protocol submission")
                .line("listen smtps on 127.0.0.1:0")
                .line("listen smtps protocol submission")
                .line("listen smtps encryption ssl")
                .line("listen pops on 127.0.0.1:0")
                .line("listen pops protocol pop")
                .line("listen pops encryption ssl")
                .user("alice", "secret")
                .write();
    }

    private void certify() throws IOException, InterruptedException {
        Ran.of(
                        List.of(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "rsa:2048",
                                "-nodes",
                                "-days",
                                "2",
                                "-subj",
                                "/CN=localhost",
                                "-keyout",
                                site.path("key.pem").toString(),
                                "-out",
                                site.path("cert.pem").toString()))
                .succeeded();
    }

    private static String at(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    @Test
    void opensslAgreesOnTheVersionsOfTodayOnly() throws Exception {
        try (Suite suite = Suite.start(site)) {
            for (String protocol : List.of("smtp", "pop3")) {
                String place = at(protocol.equals("smtp") ? suite.smtp() : suite.pop());
                for (String version : List.of("-tls1_2", "-tls1_3")) {
                    Ran ran = openssl(place, "-starttls", protocol, version);
                    assertEquals(0, ran.status(), ran.complaints());
                    assertTrue(ran.output().contains("subject=CN = localhost"), ran.output());
                }
                Ran old =
                        openssl(
                                place,
                                "-starttls",
                                protocol,
                                "-tls1_1",
                                "-cipher",
                                "DEFAULT@SECLEVEL=0");
                assertNotEquals(0, old.status(), old.output());
            }
        }
    }

    @Test
    void clientsThatKnowOnlyRsaKeyExchangeAreLetInByASetting() throws Exception {
        List<String> suites = List.of("AES128-SHA", "AES128-SHA256", "AES256-GCM-SHA384");
        try (Suite suite = Suite.start(site)) {
            assertNotEquals(0, oldClient(suite, "smtp", "AES128-SHA").status());
            assertNotEquals(0, oldClient(suite, "pop3", "AES128-SHA").status());
        }
        site.line("tls_rsa_key_exchange true").write();
        try (Suite suite = Suite.start(site)) {
            for (String cipher : suites) {
                for (String protocol : List.of("smtp", "pop3")) {
                    Ran ran = oldClient(suite, protocol, cipher);
                    assertEquals(0, ran.status(), ran.complaints());
                    assertTrue(ran.output().contains(cipher), ran.output());
                }
            }
        }
    }

    private static Ran oldClient(Suite suite, String protocol, String cipher)
            throws IOException, InterruptedException {
        String place = at(protocol.equals("smtp") ? suite.smtp() : suite.pop());
        return openssl(place, "-starttls", protocol, "-tls1_2", "-cipher", cipher);
    }

    private static Ran openssl(String place, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", place));
        command.addAll(List.of(more));
        return Ran.of(new ProcessBuilder(command), "QUIT\r\n");
    }

    @Test
    void swaksSubmitsMailThatCurlCollects() throws Exception {
        Needs.programs("swaks", "curl");
        try (Suite suite = Suite.start(site)) {
            InetSocketAddress users = suite.dsmtp().addresses().first("submission");
            InetSocketAddress safe = suite.dsmtp().addresses().first("submissions");
            for (String mechanism : List.of("PLAIN", "LOGIN")) {
                swaks(users, "--tls", "--auth", mechanism).succeeded();
                swaks(safe, "--tls-on-connect", "--auth", mechanism).succeeded();
            }
            assertNotEquals(0, swaks(users, "--tls", "--auth-password", "wrong").status());
            awaitMessages(suite, 4);

            String mail = curl(suite, "/1").succeeded().output();
            assertTrue(mail.contains(" with ESMTPSA id "), mail);
            assertTrue(suite.stop());
        }
    }

    private static Ran swaks(InetSocketAddress address, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "swaks",
                                "--server",
                                at(address),
                                "--from",
                                "alice@test.example",
                                "--to",
                                "alice@test.example",
                                "--auth-user",
                                "alice",
                                "--auth-password",
                                "secret"));
        command.addAll(List.of(more));
        return Ran.of(command);
    }

    private static void awaitMessages(Suite suite, int messages)
            throws IOException, InterruptedException {
        int found = 0;
        while (found < messages) {
            found = (int) curl(suite, "/").succeeded().output().lines().count();
        }
    }

    private static Ran curl(Suite suite, String path) throws IOException, InterruptedException {
        InetSocketAddress address = suite.dpop().addresses().first("pops");
        return Ran.of(
                List.of("curl", "-sSk", "--user", "alice:secret", "pop3s://" + at(address) + path));
    }

    @Test
    void fetchmailAndMpopCollectUnderEncryption() throws Exception {
        Needs.programs("fetchmail", "mpop");
        Files.writeString(
                site.drop("alice"),
                "From bob@b.example Sat Nov 21 12:00:00 2026\nSubject: one\n\nhello\n\n");
        try (Suite suite = Suite.start(site)) {
            mpop(suite, "--tls=on", "--tls-starttls=on", "--tls-certcheck=off", "--auth=plain");
            // In clear text, but without the password.
            mpop(suite, "--tls=off", "--auth=scram-sha-256");
            fetchmail(suite.dpop());
        }
    }

    private void mpop(Suite suite, String... more) throws IOException, InterruptedException {
        Files.deleteIfExists(site.path("mpop.mbox"));
        Files.deleteIfExists(site.path("uidls"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mpop",
                                "--host=127.0.0.1",
                                "--port=" + suite.pop().getPort(),
                                "--user=alice",
                                "--passwordeval=echo secret",
                                "--keep=on",
                                "--delivery=mbox," + site.path("mpop.mbox"),
                                "--uidls-file=" + site.path("uidls")));
        command.addAll(List.of(more));
        Ran ran = Ran.of(command);
        assertEquals(0, ran.status(), ran.output() + ran.complaints());
        assertTrue(Files.readString(site.path("mpop.mbox")).contains("Subject: one"));
    }

    private void fetchmail(ServerProcess dpop) throws IOException, InterruptedException {
        int port = dpop.addresses().first("pops").getPort();
        Path file =
                Files.writeString(
                        site.path("fetchmailrc"),
                        "poll 127.0.0.1 protocol pop3 port %d user alice password secret ssl no sslcertck keep fetchall mda \"cat >%s\"\n"
                                .formatted(port, site.path("fetched")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder program =
                new ProcessBuilder("fetchmail", "-f", file.toString(), "--nosyslog");
        program.environment().put("FETCHMAILHOME", folder.toString());
        Ran ran = Ran.of(program, "");
        assertEquals(0, ran.status(), ran.output() + ran.complaints());
        assertTrue(Files.readString(site.path("fetched")).contains("hello"));
    }

    @Test
    void aReloadMeetsABadFileAndThenAGoodOne() throws Exception {
        try (Suite suite = Suite.start(site)) {
            String place = at(suite.dpop().addresses().first("pops"));
            String before = openssl(place).output();
            Files.writeString(site.path("cert.pem"), "rubbish");
            Ran refused = Ran.of(site.program("tellpop", "reload"), "");
            assertEquals(78, refused.status(), refused.output());
            String told = refused.output() + refused.complaints();
            assertTrue(
                    told.contains("tls_certificate " + site.path("cert.pem") + ": no PEM"), told);
            assertEquals(certificate(before), certificate(openssl(place).output()));

            certify();
            Ran.of(site.program("tellpop", "reload"), "").succeeded();
            assertNotEquals(certificate(before), certificate(openssl(place).output()));
        }
    }

    private static String certificate(String output) {
        int begin = output.indexOf("-----BEGIN CERTIFICATE-----");
        int end = output.indexOf("-----END CERTIFICATE-----");
        assertTrue(begin >= 0 && end > begin, output);
        return output.substring(begin, end);
    }
}
