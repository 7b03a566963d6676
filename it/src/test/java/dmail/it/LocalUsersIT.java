package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users of this host may do in folders that are open to them. */
@Timeout(180)
class LocalUsersIT {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** More than there are carriers of virtual threads. */
    private static final int MANY = 2 * Runtime.getRuntime().availableProcessors() + 3;

    private static final byte[] MESSAGE =
            "Subject: local\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    @BeforeEach
    void needsRoot() throws Exception {
        Needs.root();
        Needs.programs("setpriv", "chown", "mkfifo");
    }

    private Site site(String line) throws Exception {
        Site site = Site.in(folder).line(line).user("ann", "x");
        for (int i = 0; i < MANY; i++) {
            site.user("u" + i, "x");
        }
        site.write();
        Ran.of(List.of("chown", "-R", "nobody", folder.toString())).succeeded();
        return site;
    }

    private static void send(InetSocketAddress to, String user) throws Exception {
        try (SmtpClient client = SmtpClient.connect(to)) {
            assertEquals(
                    250,
                    client.send("a@b.example", List.of(user + "@" + Site.DOMAIN), MESSAGE).code());
        }
    }

    /**
     * Root's folder with the rights of openSUSE's /var/spool/mail; the FIFOs are another user's.
     */
    @Test
    void fifosInTheLocksPlacesStopNoServer() throws Exception {
        Site site = site("run_as nobody");
        Path mail = site.path("mail");
        Ran.of(List.of("chown", "root", mail.toString())).succeeded();
        Files.setAttribute(mail, "unix:mode", 01777);
        List<String> fifos = new ArrayList<>(List.of("mkfifo"));
        for (int i = 0; i < MANY; i++) {
            fifos.add(mail.resolve("u" + i + ".lock").toString());
        }
        Ran.of(fifos).succeeded();
        try (ServerProcess dsmtp = site.start("dsmtp")) {
            InetSocketAddress smtp = dsmtp.addresses().first("smtp");
            for (int i = 0; i < MANY; i++) {
                send(smtp, "u" + i);
            }
            send(smtp, "ann");
            Arrivals.await(site.drop("ann"), 1);
            long before = System.nanoTime();
            assertEquals(0, dsmtp.stop(), dsmtp::text);
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            assertTrue(took.compareTo(LONGEST_STOP) < 0, () -> "It took " + took);
        }
    }

    @Test
    void serversHaveFewVariablesAndGetNoMoreRights() throws Exception {
        Site site = site("run_as nobody");
        ProcessBuilder launcher = site.program("dsmtp");
        launcher.environment().put("FOO_SECRET", "of-roots");
        launcher.environment().put("HTTPS_PROXY", "http://127.0.0.1:1");
        try (ServerProcess dsmtp = ServerProcess.start(launcher)) {
            dsmtp.addresses();
            Path process = Path.of("/proc", "" + dsmtp.pid());
            String variables =
                    Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            assertFalse(variables.contains("FOO_SECRET"), variables);
            assertFalse(variables.contains("HTTPS_PROXY"), variables);
            assertTrue(variables.contains("PATH=/usr/local/sbin:/usr/local/bin:"), variables);
            String status = Files.readString(process.resolve("status"));
            assertTrue(status.contains("NoNewPrivs:\t1"), status);
        }
    }

    @Test
    void pathsMayHaveAnyLettersInAnyLocale() throws Exception {
        for (String locale : new String[] {"", "C", "POSIX", "no_SUCH.UTF-8"}) {
            Path path = Files.createDirectories(folder.resolve("böx" + locale));
            Site site = Site.in(path).user("ann", "x").write();
            ProcessBuilder launcher = site.program("dsmtp");
            launcher.environment().keySet().removeIf(name -> name.matches("LANG|LC_.*"));
            if (!locale.isEmpty()) {
                launcher.environment().put("LC_ALL", locale);
            }
            try (ServerProcess dsmtp = ServerProcess.start(launcher)) {
                send(dsmtp.addresses().first("smtp"), "ann");
                Arrivals.await(site.drop("ann"), 1);
                assertEquals(0, dsmtp.stop(), dsmtp::text);
            }
        }
    }

    /** A link there would lead root's open file anywhere. */
    @Test
    void theInitScriptOpensNothingInTheServersFolder() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("log"));
        Path target = folder.resolve("of-roots");
        for (String name : List.of("start.out", "dsmtp.out")) {
            Files.createSymbolicLink(logs.resolve(name), target);
        }
        executable("dsmtp", "[ \"$1\" = --check ] || { echo words; sleep 2; }");
        executable("tell", "grep -qs words %s/dsmtp.out".formatted(folder));
        String script =
                Files.readString(Path.of("../etc/package/sysv.sh"))
                        .replaceAll("(?m)^server=.*", "server=" + folder + "/dsmtp")
                        .replaceAll("(?m)^tell=.*", "tell=" + folder + "/tell")
                        .replaceAll("(?m)^conf=.*", "conf=" + folder)
                        .replace("/usr/sbin/$server", "$server")
                        .replace("/var/log/dmail", logs.toString())
                        .replace("/run/", folder + "/")
                        .replace("@SERVER@", "dsmtp");
        Path init = Files.writeString(folder.resolve("init"), script);

        Ran.of(List.of("sh", init.toString(), "start")).succeeded();

        assertFalse(Files.exists(target));
        assertEquals("words\n", Files.readString(folder.resolve("dsmtp.out")));
    }

    private void executable(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setAttribute(file, "unix:mode", 0755);
    }
}
