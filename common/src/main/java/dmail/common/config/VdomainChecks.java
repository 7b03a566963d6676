package dmail.common.config;

import dmail.common.address.Domain;
import dmail.common.config.VdomainLine.Claim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the lines of virtual domains fit together, and the main domain's. */
final class VdomainChecks {
    private final Configuration configuration;
    private final ConfigProblems problems;
    private final Map<String, Located<VdomainLine>> firstOfPrefix = new HashMap<>();
    private final Map<Domain, Located<VdomainLine>> firstOfDomain = new HashMap<>();
    private final Map<Claim, Located<VdomainLine>> firstOfClaim = new HashMap<>();
    private final Map<Domain, Place> hostDomains = new HashMap<>();
    private final Map<Path, Owner> firstOfFolder = new HashMap<>();
    private final Set<Path> foldersSeen = new HashSet<>();

    /** The domain that a folder belongs to, and the line that says so. */
    private record Owner(Domain domain, Place place) {}

    VdomainChecks(Configuration configuration, ConfigProblems problems) {
        this.configuration = configuration;
        this.problems = problems;
        configuration
                .located(DomainSettings.HOST_DOMAIN)
                .forEach(line -> hostDomains.putIfAbsent(line.value(), line.place()));
        ownMainFolder();
    }

    private void ownMainFolder() {
        Optional<Domain> main =
                configuration.values(DomainSettings.HOST_DOMAIN).stream().findFirst();
        for (Located<Path> drop : configuration.located(FileSettings.DROP_PATH)) {
            main.ifPresent(
                    domain -> firstOfFolder.put(drop.value(), new Owner(domain, drop.place())));
        }
    }

    /** {@return the configuration without the lines that contradict earlier ones} */
    Configuration check() {
        return configuration.keeping(DomainSettings.VDOMAIN, this::isGood);
    }

    private boolean isGood(Located<VdomainLine> line) {
        Optional<String> refusal = refusal(line);
        if (refusal.isPresent()) {
            problems.error(line.place(), text(line) + refusal.get() + "; the line is ignored");
            return false;
        }
        firstOfPrefix.putIfAbsent(line.value().prefix(), line);
        warnOfMainDomain(line);
        warnOfOtherPrefix(line);
        warnOfSameClaim(line);
        warnOfSharedFolder(line);
        warnOfMissingFolder(line);
        return true;
    }

    private static String text(Located<VdomainLine> line) {
        return "vdomain " + line.value().prefix() + ": ";
    }

    private Optional<String> refusal(Located<VdomainLine> line) {
        char separator = configuration.value(DomainSettings.VDOMAIN_SEPARATOR);
        if (line.value().prefix().indexOf(separator) >= 0) {
            return Optional.of("the prefix has the vdomain_separator " + separator + " in it");
        }
        Located<VdomainLine> first = firstOfPrefix.get(line.value().prefix());
        return first == null ? Optional.empty() : contradiction(line.value(), first);
    }

    /** Two domains of one prefix would share their accounts. */
    private static Optional<String> contradiction(VdomainLine line, Located<VdomainLine> first) {
        if (!first.value().domain().equals(line.domain())) {
            return Optional.of(
                    "the prefix belongs to "
                            + first.value().domain()
                            + " ("
                            + first.place()
                            + "), "
                            + line.domain()
                            + " needs one of its own");
        }
        return first.value().dropPath().equals(line.dropPath())
                ? Optional.empty()
                : Optional.of(
                        "its drop files are in "
                                + Shown.plain(first.value().dropPath().toString())
                                + " ("
                                + first.place()
                                + "), a domain has one folder");
    }

    private void warnOfMainDomain(Located<VdomainLine> line) {
        Place host = hostDomains.get(line.value().domain());
        if (host != null) {
            problems.warning(
                    line.place(),
                    text(line)
                            + line.value().domain()
                            + " is a host_domain ("
                            + host
                            + "), so its mail goes to the main domain; take one of the lines out");
        }
    }

    private void warnOfOtherPrefix(Located<VdomainLine> line) {
        Located<VdomainLine> first = firstOfDomain.putIfAbsent(line.value().domain(), line);
        if (first != null && !first.value().prefix().equals(line.value().prefix())) {
            problems.warning(
                    line.place(),
                    text(line)
                            + "mail for "
                            + line.value().domain()
                            + " goes to prefix "
                            + first.value().prefix()
                            + " ("
                            + first.place()
                            + "), this one gets none");
        }
    }

    private void warnOfSameClaim(Located<VdomainLine> line) {
        Optional<Place> host = hostOf(line.value().claim());
        Located<VdomainLine> first = firstOfClaim.putIfAbsent(line.value().claim(), line);
        if (host.isPresent()) {
            warnOfUselessClaim(line, "the main domain (" + host.get() + ")");
        } else if (first != null) {
            warnOfUselessClaim(line, first.value().domain() + " (" + first.place() + ")");
        }
    }

    private void warnOfUselessClaim(Located<VdomainLine> line, String selected) {
        problems.warning(
                line.place(),
                text(line)
                        + line.value().claim()
                        + " selects "
                        + selected
                        + ", so this line selects nothing");
    }

    private Optional<Place> hostOf(Claim claim) {
        return claim instanceof Claim.Suffix(var suffix) && suffix.startsWith("@")
                ? Optional.ofNullable(hostDomains.get(new Domain(suffix.substring(1))))
                : Optional.empty();
    }

    /** Without prefixes in their names, bob's drop file in one folder is everybody's bob's. */
    private void warnOfSharedFolder(Located<VdomainLine> line) {
        Domain domain = line.value().domain();
        Owner first =
                firstOfFolder.computeIfAbsent(
                        line.value().dropPath(), _ -> new Owner(domain, line.place()));
        if (!first.domain().equals(domain) && !configuration.value(DomainSettings.DROP_PREFIX)) {
            problems.warning(
                    line.place(),
                    text(line)
                            + "its folder is that of "
                            + first.domain()
                            + " ("
                            + first.place()
                            + "), and with drop_prefix false users of one name share their mail"
                            + " there; give it a folder of its own");
        }
    }

    private void warnOfMissingFolder(Located<VdomainLine> line) {
        Path folder = line.value().dropPath();
        if (foldersSeen.add(folder) && !Files.isDirectory(folder)) {
            problems.warning(
                    line.place(),
                    text(line)
                            + "there is no folder "
                            + Shown.quoted(folder.toString())
                            + "; until there is, mail for "
                            + line.value().domain()
                            + " waits");
        }
    }
}
