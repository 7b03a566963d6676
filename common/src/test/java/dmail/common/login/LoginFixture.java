package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Located;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupType;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.VdomainLine;
import dmail.common.config.type.VdomainLine.Claim;
import dmail.common.dropfile.LockSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The domains that most tests of logins use: a main domain with an alias, {@code acme} with three
 * suffixes, {@code beta} by address, and {@code gamma} by both.
 */
record LoginFixture(Path spool) {
    private static final String ACME = "acme.example";

    LoginSettings settings() {
        return settings(LoginSettings.Naming.DEFAULT, 0);
    }

    LoginSettings settings(LoginSettings.Naming naming, int hashSpool) {
        return settings(naming, hashSpool, List.of());
    }

    private LoginSettings settings(
            LoginSettings.Naming naming, int hashSpool, List<Located<GroupLine>> groups) {
        return new LoginSettings(
                List.of(
                        new Located<>(domain("main.example"), location(1)),
                        new Located<>(domain("mail.main.example"), location(2))),
                virtualDomains(),
                groups,
                spool.resolve("main"),
                naming,
                hashSpool,
                EmailAddress.parse("chief@main.example").orElseThrow(),
                new LockSettings(true, "test"));
    }

    /** {@return the same with domain groups, whose lines are from line 10 on} */
    LoginSettings grouped(String... groups) {
        List<Located<GroupLine>> lines = new ArrayList<>();
        for (String text : groups) {
            if (GroupType.read(text, spool) instanceof Parsed.Good<GroupLine>(var good)) {
                lines.add(new Located<>(good, location(10 + lines.size())));
            } else {
                throw new IllegalArgumentException(text);
            }
        }
        return settings(LoginSettings.Naming.DEFAULT, 0, lines);
    }

    private List<Located<VdomainLine>> virtualDomains() {
        List<Located<VdomainLine>> lines = new ArrayList<>();
        lines.add(line("acme", new Claim.Suffix("/acme"), ACME, 3));
        lines.add(line("acme", new Claim.Suffix("@acme.example"), ACME, 4));
        lines.add(line("acme", new Claim.Suffix("%acme.example"), ACME, 5));
        lines.add(line("beta", address("127.0.1.2"), "beta.example", 6));
        lines.add(line("gamma", address("127.0.1.3"), "gamma.example", 7));
        lines.add(line("gamma", new Claim.Suffix("/big/acme"), "gamma.example", 8));
        lines.add(line("twin", new Claim.Suffix("/acme"), "twin.example", 9));
        return lines;
    }

    private Located<VdomainLine> line(String prefix, Claim binding, String domain, int line) {
        return new Located<>(
                new VdomainLine(prefix, binding, domain(domain), spool.resolve(prefix)),
                location(line));
    }

    private static Claim address(String text) {
        return new Claim.Address(InetAddress.ofLiteral(text));
    }

    static Domain domain(String name) {
        return Domain.parse(name).orElseThrow();
    }

    private static ConfigLocation location(int line) {
        return new ConfigLocation("dmail.conf", line);
    }
}
