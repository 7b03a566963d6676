package dmail.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The certificates of ports and listeners, made and looked at by OpenSSL. */
@Timeout(240)
final class CertificatesIT {
    private static final String ACME = "127.0.1.10";
    private static final String ONE = "127.0.1.20";
    private static final Pattern SUBJECT = Pattern.compile("subject=CN ?= ?(\\S+)");

    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void configure() throws IOException, InterruptedException {
        Needs.programs("openssl");
        site = Site.in(folder).user("alice", "secret");
        certify("acme", "DNS:mail.acme.example,DNS:*.mx.acme.example");
        certify("one", "DNS:mail.one.example");
        certify("pop", "DNS:pop.acme.example");
        Files.writeString(site.path("password"), "secret\n");
    }

    /** Makes NAME.pem with both, NAME.key and NAME.crt. */
    private void certify(String name, String names) throws IOException, InterruptedException {
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=" + name + ".example",
                "-addext",
                "subjectAltName=" + names,
                "-keyout",
                path(name + ".key"),
                "-out",
                path(name + ".crt"));
        String both =
                Files.readString(site.path(name + ".crt"))
                        + Files.readString(site.path(name + ".key"));
        // As those do who renew certificates: no reader sees a half.
        Path fresh = Files.writeString(site.path(name + ".new"), both);
        Files.move(fresh, site.path(name + ".pem"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void pkcs12(String name, String password, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "pkcs12",
                                "-export",
                                "-in",
                                path(name + ".crt"),
                                "-inkey",
                                path(name + ".key"),
                                "-passout",
                                "pass:" + password,
                                "-out",
                                path(name + ".p12")));
        command.addAll(List.of(more));
        run(command.toArray(String[]::new));
    }

    private String path(String name) {
        return site.path(name).toString();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Ran _ = Ran.of(List.of(command)).succeeded();
    }

    private void port(String name, String protocol, String encryption, String certificate) {
        site.line("port " + name + " number 0")
                .line("port " + name + " protocol " + protocol)
                .line("port " + name + " encryption " + encryption)
                .line("port " + name + " certificate " + certificate);
    }

    /** {@return the common name of what a client is shown that asks for that name, or for none} */
    private static String shown(InetSocketAddress at, String name, String... more)
            throws IOException, InterruptedException {
        Ran ran = client(at, name, more);
        assertEquals(0, ran.status(), ran.output() + ran.complaints());
        Matcher subject = SUBJECT.matcher(ran.output());
        assertTrue(subject.find(), ran.output());
        return subject.group(1);
    }

    private static Ran client(InetSocketAddress at, String name, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                at.getAddress().getHostAddress() + ":" + at.getPort()));
        command.addAll(name.isEmpty() ? List.of("-noservername") : List.of("-servername", name));
        command.addAll(List.of(more));
        return Ran.of(new ProcessBuilder(command), "QUIT\r\n");
    }

    @Test
    void sm13_b17_eachPortShowsItsOwnUnlessTheNameSaysOtherwise() throws Exception {
        port("mx", "smtp", "tls", path("acme.pem"));
        port("sub", "submission", "ssl", "acme.crt");
        port("pop", "pop", "tls", path("pop.pem"));
        port("pops", "pop", "ssl", path("acme.pem"));
        site.line("port sub key acme.key")
                .line("ip " + ACME + " ports mx,sub,pop,pops")
                .line("ip " + ONE + " ports mx,pops")
                .line("listen mx@" + ONE + " certificate one.pem")
                .line("listen pops@" + ONE + " certificate one.pem")
                .write();
        try (Suite suite = Suite.start(site)) {
            InetSocketAddress mx = suite.dsmtp().addresses().on("smtp", ACME);
            InetSocketAddress mxOne = suite.dsmtp().addresses().on("smtp", ONE);
            InetSocketAddress sub = suite.dsmtp().addresses().on("submissions", ACME);
            InetSocketAddress pop = suite.dpop().addresses().on("pop", ACME);
            InetSocketAddress popsOne = suite.dpop().addresses().on("pops", ONE);
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                assertEquals("acme.example", shown(mx, "", "-starttls", "smtp", version));
                assertEquals("one.example", shown(mxOne, "", "-starttls", "smtp", version));
                assertEquals("acme.example", shown(sub, "", version));
                assertEquals("pop.example", shown(pop, "", "-starttls", "pop3", version));
                assertEquals("one.example", shown(popsOne, "", version));
                for (InetSocketAddress implicit : List.of(sub, popsOne)) {
                    assertEquals("one.example", shown(implicit, "MAIL.one.example", version));
                    assertEquals("acme.example", shown(implicit, "a.mx.acme.example", version));
                    assertEquals("pop.example", shown(implicit, "pop.acme.example", version));
                }
                assertEquals("acme.example", shown(sub, "a.b.mx.acme.example", version));
                assertEquals("one.example", shown(popsOne, "other.example", version));
            }
            assertTrue(suite.stop());
        }
    }

    /** What OpenSSL makes by itself, what it made before version 3, and without a password. */
    @Test
    void smN7_bi24_pkcs12InTheFormsOfOpenssl() throws Exception {
        pkcs12("acme", "");
        pkcs12("one", "secret", "-legacy");
        pkcs12("pop", "secret", "-name", "pop");
        port("mx", "smtp", "tls", "acme.p12");
        port("sub", "submission", "ssl", "one.p12");
        port("pops", "pop", "ssl", "pop.p12");
        site.line("port sub certificate_password_file password")
                .line("port pops certificate_password_file " + path("password"))
                .line("ip " + ACME + " ports mx,sub,pops")
                .write();
        try (Suite suite = Suite.start(site)) {
            InetSocketAddress mx = suite.dsmtp().addresses().on("smtp", ACME);
            InetSocketAddress sub = suite.dsmtp().addresses().on("submissions", ACME);
            InetSocketAddress pops = suite.dpop().addresses().on("pops", ACME);
            assertEquals("acme.example", shown(mx, "", "-starttls", "smtp"));
            assertEquals("one.example", shown(sub, ""));
            assertEquals("pop.example", shown(pops, ""));
            assertTrue(suite.stop());
        }
    }

    @Test
    void sm14_withoutItsKeyAPortIsDownAndTheOthersServe() throws Exception {
        pkcs12("one", "", "-nokeys");
        port("mx", "smtp", "tls", "acme.crt");
        port("sub", "submission", "ssl", "one.p12");
        port("bare", "smtp", "tls", "acme.pem");
        site.line("ip " + ACME + " ports mx,sub,bare").write();

        Ran check = Ran.of(site.program("dsmtp", "--check"), "");
        assertEquals(78, check.status(), check.output());
        String told = check.output() + check.complaints();
        assertTrue(
                told.contains(
                        ": port mx: certificate "
                                + path("acme.crt")
                                + ": no PEM key is in it (-----BEGIN PRIVATE KEY-----)"),
                told);
        assertTrue(
                Pattern.compile(
                                "dmail.conf:\\d+: port sub: certificate .*one.p12: no private key is"
                                        + " in it.*; the listeners of this port stay down")
                        .matcher(told)
                        .find(),
                told);
        try (ServerProcess dsmtp = site.start("dsmtp")) {
            InetSocketAddress bare = dsmtp.addresses().on("smtp", ACME);
            assertEquals("acme.example", shown(bare, "", "-starttls", "smtp"));
            InetSocketAddress in = dsmtp.addresses().on("smtp", "127.0.0.1");
            assertFalse(greeted(in).contains("STARTTLS"));
            String list = Ran.of(site.program("tellsmtp", "listen", "list"), "").output();
            assertTrue(list.contains("mx@" + ACME + "        127.0.1.10:0"), list);
            assertState(list, "mx@" + ACME, "tls", "down .*acme.crt: no PEM key is in it");
            assertState(list, "sub@" + ACME, "ssl", "down .*one.p12: no private key is in it");
            assertState(list, "bare@" + ACME, "tls", "listening");
            assertState(list, "in", "none", "listening");

            certify("acme", "DNS:mail.acme.example");
            site.line("port mx key acme.key").write();
            pkcs12("one", "");
            Ran.of(site.program("tellsmtp", "reload"), "").succeeded();
            list = Ran.of(site.program("tellsmtp", "listen", "list"), "").output();
            assertState(list, "mx@" + ACME, "tls", "listening");
            assertState(list, "sub@" + ACME, "ssl", "listening");
        }
    }

    @Test
    void sm13_b16_b17_aGroupShowsItsOwnAtItsAddresses() throws Exception {
        port("mx", "smtp", "tls", "acme.pem");
        port("pops", "pop", "ssl", "acme.pem");
        site.line("ip " + ACME + " ports mx,pops")
                .line("ip " + ONE + " ports mx,pops")
                .line("domain_group one domain " + Site.DOMAIN)
                .line("domain_group one bind_to " + ONE)
                .line("domain_group one certificate one.crt")
                .line("domain_group one key one.key")
                .write();
        try (Suite suite = Suite.start(site)) {
            InetSocketAddress mx = suite.dsmtp().addresses().on("smtp", ACME);
            InetSocketAddress mxOne = suite.dsmtp().addresses().on("smtp", ONE);
            InetSocketAddress popsOne = suite.dpop().addresses().on("pops", ONE);
            assertEquals("acme.example", shown(mx, "", "-starttls", "smtp"));
            assertEquals("one.example", shown(mxOne, "", "-starttls", "smtp"));
            assertEquals("one.example", shown(popsOne, ""));
            assertEquals("acme.example", shown(popsOne, "mail.acme.example"));
            assertEquals("one.example", shown(mx, "mail.one.example", "-starttls", "smtp"));

            certify("one", "DNS:mail.one.example");
            String fresh = Files.readString(site.path("one.crt")).strip();
            awaitShown(fresh, mxOne, "", "-starttls", "smtp");
            awaitShown(fresh, popsOne, "");

            site.line("listen mx@" + ONE + " certificate pop.pem").write();
            Ran.of(site.program("tellsmtp", "reload"), "").succeeded();
            assertEquals("pop.example", shown(mxOne, "", "-starttls", "smtp"));
            site.line("domain_group one certificate none.pem").write();
            Ran refused = Ran.of(site.program("tellpop", "reload"), "");
            assertTrue(refused.status() != 0, refused.output());
            assertTrue(
                    (refused.output() + refused.complaints()).contains("none.pem"),
                    refused.output() + refused.complaints());
            assertEquals("one.example", shown(popsOne, ""));
        }
    }

    /** {@return what EHLO offers} */
    private static String greeted(InetSocketAddress at) throws IOException {
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.getOutputStream().write("EHLO x\r\nQUIT\r\n".getBytes(US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertTrue(all.contains("\r\n221 "), all);
            return all;
        }
    }

    private static void assertState(String list, String name, String encryption, String state) {
        Pattern row =
                Pattern.compile(
                        "^" + Pattern.quote(name) + " .* " + encryption + " +" + state,
                        Pattern.MULTILINE);
        assertTrue(row.matcher(list).find(), name + " " + state + " in:\n" + list);
    }

    @Test
    void b16_aFileIsReplacedUnderLoadWithoutAReload() throws Exception {
        port("mx", "smtp", "tls", "acme.pem");
        port("pops", "pop", "ssl", "pop.pem");
        site.line("ip " + ACME + " ports mx,pops").line("tls_certificate one.pem").write();
        try (Suite suite = Suite.start(site);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            InetSocketAddress mx = suite.dsmtp().addresses().on("smtp", ACME);
            InetSocketAddress pops = suite.dpop().addresses().on("pops", ACME);
            String before = Files.readString(site.path("acme.crt")).strip();
            AtomicBoolean enough = new AtomicBoolean();
            Future<Integer> load =
                    clients.submit(() -> {
                        int failed = 0;
                        while (!enough.get()) {
                            failed += client(mx, "", "-starttls", "smtp").status();
                            failed += client(pops, "mail.one.example").status();
                        }
                        return failed;
                    });
            certify("acme", "DNS:mail.acme.example");
            String fresh = Files.readString(site.path("acme.crt")).strip();
            certify("one", "DNS:mail.one.example");
            String freshOne = Files.readString(site.path("one.crt")).strip();
            awaitShown(fresh, mx, "", "-starttls", "smtp");
            awaitShown(freshOne, pops, "mail.one.example");
            assertFalse(client(mx, "", "-starttls", "smtp").output().contains(before));

            Files.writeString(site.path("acme.pem"), "rubbish\n");
            String _ = suite.dsmtp().await("certificate not replaced file=" + path("acme.pem"));
            String _ = suite.dpop().await("certificate not replaced file=" + path("acme.pem"));
            assertTrue(client(mx, "", "-starttls", "smtp").output().contains(fresh));
            enough.set(true);
            assertEquals(0, load.get());
            long said =
                    suite.dsmtp().log().stream()
                            .filter(line -> line.contains("certificate not replaced"))
                            .count();
            assertEquals(1, said);
        }
    }

    /** The files are looked at every ten seconds at most. */
    private static void awaitShown(
            String certificate, InetSocketAddress at, String name, String... more)
            throws IOException, InterruptedException {
        String output;
        do {
            output = client(at, name, more).output();
        } while (!output.contains(certificate));
    }
}
