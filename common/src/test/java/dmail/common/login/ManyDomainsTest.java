package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.config.type.VdomainLine;
import dmail.common.login.Mapping.Mapped;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated vdomain lines lead where going through them one by one leads. */
final class ManyDomainsTest {
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.200");
    private static final String[] SEPARATORS = {"@", "/", "-", "#", "@x-", "--"};

    @TempDir Path folder;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void aFewLinesAndManyLeadWhereALookAtEachWould() throws IOException {
        for (int round = 0; round < 12; round++) {
            int lines = round % 3 == 2 ? 700 : 5 + random.nextInt(120);
            LoginSettings settings = settings(lines);
            Slow slow = new Slow(settings);
            Domains domains = new Domains(settings);
            String of = "seed " + seed + ", round " + round;
            for (int i = 0; i < 600; i++) {
                String login = LoginText.fold(login());
                assertEquals(
                        slow.suffix(login),
                        domains.suffixOf(login)
                                .map(c -> c.suffix() + " " + c.claim().location())
                                .orElse("none"),
                        of + ": " + login);
                Domain domain = new Domain(domain());
                assertEquals(
                        slow.domain(domain),
                        domains.claimOf(domain)
                                .map(c -> c.home().domain() + " " + c.location())
                                .orElse("none"),
                        of + ": " + domain);
            }
            comparePlaces(settings, domains, of);
        }
    }

    private void comparePlaces(LoginSettings settings, Domains domains, String of) {
        DatabaseNames names = new DatabaseNames(settings.naming(), domains);
        List<Path> folders = new ArrayList<>(List.of(settings.dropPath().normalize()));
        domains.virtual().forEach(home -> folders.add(home.dropPath().normalize()));
        for (int i = 0; i < 300; i++) {
            String user = "p" + random.nextInt(60) + "_" + (random.nextBoolean() ? "bob" : "p1_x");
            Account account = new Account(user, domains.main());
            assertEquals(
                    domains.virtual().stream()
                            .map(names::beginning)
                            .filter(user::startsWith)
                            .findFirst()
                            .map(b -> "user name begins like those of a virtual domain, " + b),
                    names.refusal(account),
                    of + ": " + user);
            Path path = folder.resolve("d").resolve("f" + random.nextInt(40));
            Path deep = random.nextBoolean() ? path : path.resolve("g" + random.nextInt(3));
            assertEquals(
                    folders.stream().anyMatch(f -> f.startsWith(deep)),
                    domains.hasFolderAtOrBelow(deep),
                    of + ": " + deep);
        }
    }

    private LoginSettings settings(int lines) throws IOException {
        StringBuilder text = new StringBuilder("drop_path d\nwork_path .\nhost_domain a.example\n");
        text.append("host_domain " + domain() + "\n");
        Files.createDirectories(folder.resolve("d"));
        for (int i = 0; i < lines; i++) {
            text.append("vdomain p" + random.nextInt(lines) + " " + door() + " " + domain() + " ");
            text.append("d/f" + random.nextInt(40) + (random.nextBoolean() ? "/g1" : "") + "\n");
        }
        Path file = folder.resolve("dmail.conf");
        Files.writeString(file, text);
        return LoginSettings.from(ConfigReader.read(file, Server.DPOP).configuration());
    }

    private String door() {
        return random.nextInt(8) == 0 ? "127.0.0." + random.nextInt(250) : suffix();
    }

    private String suffix() {
        String end = random.nextInt(4) == 0 ? "Acme" + random.nextInt(9) : domain();
        return SEPARATORS[random.nextInt(SEPARATORS.length)] + end;
    }

    private String domain() {
        String[] hosts = {"", "mail.", "x-", "b."};
        return hosts[random.nextInt(hosts.length)] + "v" + random.nextInt(90) + ".example";
    }

    private String login() {
        return random.nextInt(5) == 0 ? "bob" : (random.nextBoolean() ? "Bob" : "a-b") + suffix();
    }

    /** The same by going through all lines. */
    private static final class Slow {
        private final LoginSettings settings;
        private final Map<String, VdomainLine> principals = new HashMap<>();

        Slow(LoginSettings settings) {
            this.settings = settings;
            settings.virtualDomains()
                    .forEach(line ->
                            principals.putIfAbsent(
                                    LoginText.fold(line.value().prefix()), line.value()));
        }

        private boolean counts(VdomainLine line) {
            VdomainLine principal = principals.get(LoginText.fold(line.prefix()));
            return principal != null && principal.domain().equals(line.domain());
        }

        String suffix(String login) {
            record Suffix(String text, String place) {}
            List<Suffix> all = new ArrayList<>();
            for (Located<Domain> line : settings.hostDomains()) {
                all.add(new Suffix("@" + line.value(), line.location().toString()));
            }
            for (Located<VdomainLine> line : settings.virtualDomains()) {
                if (counts(line.value())
                        && line.value().claim() instanceof VdomainLine.Claim.Suffix(var text)) {
                    all.add(new Suffix(LoginText.fold(text), line.location().toString()));
                }
            }
            all.sort(Comparator.comparingInt((Suffix s) -> s.text().length()).reversed());
            return all.stream()
                    .filter(s -> login.endsWith(s.text()))
                    .findFirst()
                    .map(s -> s.text() + " " + s.place())
                    .orElse("none");
        }

        String domain(Domain domain) {
            for (Located<Domain> line : settings.hostDomains()) {
                if (line.value().equals(domain)) {
                    return settings.hostDomains().getFirst().value() + " " + line.location();
                }
            }
            return settings.virtualDomains().stream()
                    .filter(line -> counts(line.value()) && line.value().domain().equals(domain))
                    .findFirst()
                    .map(line -> domain + " " + line.location())
                    .orElse("none");
        }
    }

    /** What a hundred thousand lines take, and that a login still finds the last of them. */
    @Test
    void aHundredThousandLinesTakeLessThanTwoHundredOctetsEach() throws IOException {
        int lines = 100_000;
        Files.createDirectories(folder.resolve("d"));
        StringBuilder text = new StringBuilder("host_domain a.example\ndrop_path d\nwork_path .\n");
        for (int i = 0; i < lines; i++) {
            text.append("vdomain p" + i + " @dom" + i + ".example dom" + i + ".example d\n");
        }
        Path file = folder.resolve("dmail.conf");
        Files.writeString(file, text);
        long before = used();

        Configuration configuration = ConfigReader.read(file, Server.DPOP).configuration();
        LoginSettings settings = LoginSettings.from(configuration);
        Domains domains = new Domains(settings);

        long octets = (used() - before) / lines;
        LoginMapper mapper = new LoginMapper(settings, domains);
        Mapped mapped = (Mapped) mapper.map("bob@dom99999.example", ELSEWHERE);
        assertEquals("p99999", ((MailDomain.Virtual) mapped.account().home()).prefix());
        assertEquals(lines, configuration.located(DomainSettings.VDOMAIN).size());
        assertEquals(true, octets < 200, octets + " octets a line");
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
