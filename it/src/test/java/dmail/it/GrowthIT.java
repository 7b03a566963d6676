package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.PopClient;
import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large site on a small machine: very many users, as many aliases and a tenth as many virtual
 * domains, each changed while the servers work.
 */
@Timeout(900)
class GrowthIT {
    /** {@code -Ddmail.growth=1000000} tries a site of full size, which takes some minutes. */
    private static final int USERS = Integer.getInteger("dmail.growth", 200_000);

    private static final int DOMAINS = USERS / 10;

    /** Of a heap, what the servers need at rest, and what a million of each may take. */
    private static final int MEGABYTES_AT_REST = 32;

    private static final int MEGABYTES_OF_A_MILLION_IN_DSMTP = 160;
    private static final int MEGABYTES_OF_A_MILLION_IN_DPOP = 96;

    @TempDir private Path folder;
    private final Queue<String> trouble = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicBoolean goesOn = new AtomicBoolean(true);

    @Test
    void servesManyOfEachAndReadsThemAgainUnderLoad() throws Exception {
        Site site = site();
        try (ServerProcess dsmtp = start(site, "dsmtp", heap(MEGABYTES_OF_A_MILLION_IN_DSMTP));
                ServerProcess dpop = start(site, "dpop", heap(MEGABYTES_OF_A_MILLION_IN_DPOP))) {
            InetSocketAddress smtp = dsmtp.addresses().first("smtp");
            InetSocketAddress pop = dpop.addresses().first("pop");
            assertServed(smtp, pop);
            Thread mail = Thread.ofPlatform().start(() -> trickle(() -> recipients(smtp)));
            Thread logins = Thread.ofPlatform().start(() -> trickle(() -> login(pop)));

            append(folder.resolve("users/nwauth.txt"), "late:*:\n");
            append(folder.resolve("aliases"), "late-alias: user1\n");
            append(site.conf(), "vdomain late @late.example late.example mail\n");
            assertEquals(250, recipient(smtp, "late@test.example"));
            assertEquals(250, recipient(smtp, "late-alias@test.example"));
            for (String tool : new String[] {"tellsmtp", "tellpop"}) {
                Ran _ = Ran.of(site.program(tool, "reload"), "").succeeded();
            }
            assertServed(smtp, pop);
            goesOn.set(false);
            mail.join();
            logins.join();

            assertEquals(0, trouble.size(), trouble::toString);
            assertTrue(answers.get() > 0);
            assertEquals(2, count(dsmtp, "table read table=\"alias file\""), dsmtp::text);
            assertEquals(2, count(dsmtp, "users file read"), dsmtp::text);
            assertEquals(0, dsmtp.stop());
            assertEquals(0, dpop.stop());
        }
    }

    /** Half a life would be worse than a server that says what it lacks and lets mail wait. */
    @Test
    void whatDoesNotFitIsRefusedByNameAndTheOldTableAnswers() throws Exception {
        Site site = Site.in(folder).line("alias_file " + folder.resolve("aliases"));
        site.user("bob", "secret").write();
        Files.writeString(folder.resolve("aliases"), "chief: bob\n");
        try (ServerProcess dsmtp = start(site, "dsmtp", "-Xmx24m")) {
            InetSocketAddress smtp = dsmtp.addresses().first("smtp");
            assertEquals(250, recipient(smtp, "chief@test.example"));

            Path fresh = folder.resolve("fresh");
            Files.writeString(fresh, "#\n".repeat(4_000_000) + "boss: bob\n");
            Files.move(fresh, folder.resolve("aliases"), StandardCopyOption.REPLACE_EXISTING);

            assertEquals(550, recipient(smtp, "boss@test.example"));
            assertEquals(250, recipient(smtp, "chief@test.example"));
            String refusal = dsmtp.await("table not read table=\"alias file\"");
            assertTrue(refusal.contains("needs more memory than the "), refusal);
            assertTrue(refusal.contains("smtp_memory"), refusal);
            assertEquals(1, count(dsmtp, "table not read table=\"alias file\""), dsmtp::text);
            assertEquals(0, dsmtp.stop());
        }
        try (ServerProcess dsmtp = start(site, "dsmtp", "-Xmx24m")) {
            assertEquals(451, recipient(dsmtp.addresses().first("smtp"), "boss@test.example"));
            assertEquals(0, dsmtp.stop());
        }
    }

    @Test
    void toolsWorkOnManyUsersWithTheirSmallHeap() throws Exception {
        Site site = site();
        Path users = folder.resolve("users");
        String nwauth = site.program("nwauth").command().getFirst();
        String requests =
                """
                lookup user%1$d
                set late secret quota="5"
                check late secret
                del user5
                lookup user5
                search user7777 -max 2
                exit
                """
                        .formatted(USERS - 1);

        Ran ran = Ran.of(new ProcessBuilder(nwauth, "-path", users.toString()), requests);

        assertEquals(
                """
                +OK user%1$d config 0
                +OK late added to database
                +OK late config 0 quota="5"
                +OK user5 deleted from database
                -ERR user5 does not exist
                +DATA user7777
                +DATA user77770
                +OK Search Complete 2 items found out of %2$d
                +OK goodbye
                """
                        .formatted(USERS - 1, USERS),
                ran.output());
        Ran check = Ran.of(site.program("dsmtp", "--check"), "");
        assertEquals(0, check.status(), check::output);
        ProcessBuilder setup = site.program("dmsetup", "vdomain", "add", "more.example");
        Ran more = Ran.of(setup, "").succeeded();
        assertTrue(more.output().contains("more.example"), more::output);
        Ran domains = Ran.of(site.program("dmsetup", "-j", "vdomain", "list"), "").succeeded();
        assertEquals(DOMAINS + 1, parts(domains.output(), "\"prefix\":"));
        assertTrue(domains.output().endsWith("],\"said\":[]}\n"), domains::complaints);
        Ran addresses = Ran.of(site.program("dmsetup", "-j", "user", "list"), "").succeeded();
        assertEquals(USERS, parts(addresses.output(), "@test.example\""));
        ProcessBuilder less = site.program("dmsetup", "vdomain", "remove", "more.example");
        Ran _ = Ran.of(less, "").succeeded();
        Ran single = Ran.of(site.program("dmsetup", "vdomain", "list"), "").succeeded();
        assertEquals(DOMAINS, parts(single.output(), "\n"));
    }

    private static int parts(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private Site site() throws IOException, InterruptedException {
        Site site = Site.in(folder).user("user0", "secret");
        site.line("alias_file " + folder.resolve("aliases"));
        for (int i = 0; i < DOMAINS; i++) {
            Files.createDirectories(folder.resolve("v/p" + i));
            site.line("vdomain p%1$d @dom%1$d.example dom%1$d.example v/p%1$d".formatted(i));
        }
        site.write();
        Path users = folder.resolve("users/nwauth.txt");
        String rest = Files.readString(users).substring("user0".length());
        fill(users, i -> "user" + i + rest);
        fill(folder.resolve("aliases"), i -> "alias" + i + ": user" + i + "\n");
        return site;
    }

    private static String heap(int megabytesOfAMillion) {
        long grown = (long) megabytesOfAMillion * USERS / 1_000_000;
        return "-Xmx" + (MEGABYTES_AT_REST + grown) + "m";
    }

    private interface Line {
        String of(int number);
    }

    private static void fill(Path file, Line line) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < USERS; i++) {
                out.write(line.of(i));
            }
        }
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }

    private static ServerProcess start(Site site, String server, String heap) throws IOException {
        ProcessBuilder program = site.program(server);
        program.environment().put("DMAIL_JAVA_OPTS", heap);
        return ServerProcess.start(program);
    }

    private static void assertServed(InetSocketAddress smtp, InetSocketAddress pop)
            throws IOException {
        assertEquals(250, recipient(smtp, "user" + (USERS - 1) + "@test.example"));
        assertEquals(250, recipient(smtp, "alias" + (USERS - 1) + "@test.example"));
        assertEquals(550, recipient(smtp, "nobody@test.example"));
        assertEquals(550, recipient(smtp, "nobody@dom" + (DOMAINS - 1) + ".example"));
        assertEquals(550, recipient(smtp, "p" + (DOMAINS - 1) + "_user@test.example"));
        PopClient.login(pop, "user" + (USERS - 2), "secret").close();
    }

    private static int recipient(InetSocketAddress smtp, String address) throws IOException {
        try (SmtpClient client = SmtpClient.connect(smtp)) {
            client.command("MAIL FROM:<>");
            int code = client.command("RCPT TO:<" + address + ">").code();
            client.quit();
            return code;
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    private void trickle(Step step) {
        try {
            while (goesOn.get()) {
                step.take();
                answers.incrementAndGet();
            }
        } catch (IOException e) {
            trouble.add(e.toString());
        }
    }

    private void recipients(InetSocketAddress smtp) throws IOException {
        String name = new Random().nextBoolean() ? "user" : "alias";
        String address = name + new Random().nextInt(USERS) + "@test.example";
        int code = recipient(smtp, address);
        if (code != 250) {
            trouble.add(code + " " + address);
        }
    }

    private static void login(InetSocketAddress pop) throws IOException {
        PopClient.login(pop, "user" + new Random().nextInt(USERS), "secret").close();
    }

    private static long count(ServerProcess server, String part) {
        return server.log().stream().filter(line -> line.contains(part)).count();
    }
}
