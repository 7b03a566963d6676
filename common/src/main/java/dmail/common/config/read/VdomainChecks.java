package dmail.common.config.read;

import dmail.common.address.Domain;
import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.Located;
import dmail.common.config.RepeatedWarnings;
import dmail.common.config.type.Shown;
import dmail.common.config.type.VdomainLine;
import dmail.common.config.type.VdomainLine.Claim;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks whether the lines of virtual domains contradict each other or the main domain. */
final class VdomainChecks {
    private final Configuration configuration;
    private final ConfigProblems problems;
    private final List<Located<VdomainLine>> lines;
    private final FirstLines<VdomainLine, String> firstOfPrefix;
    private final FirstLines<VdomainLine, Domain> firstOfDomain;
    private final FirstLines<VdomainLine, Claim> firstOfClaim;
    private final FirstLines<VdomainLine, Path> firstOfFolder;
    private final Map<Domain, ConfigLocation> hostDomains = new HashMap<>();
    private final Map<Path, Owner> mainFolders = new HashMap<>();
    private final RepeatedWarnings mainDomains;
    private final RepeatedWarnings otherPrefixes;
    private final RepeatedWarnings uselessClaims;
    private final RepeatedWarnings sharedFolders;
    private final RepeatedWarnings missingFolders;

    /** The domain that a folder belongs to, and its line. */
    private record Owner(Domain domain, ConfigLocation location) {}

    VdomainChecks(Configuration configuration, ConfigProblems problems) {
        this.configuration = configuration;
        this.problems = problems;
        mainDomains = new RepeatedWarnings(problems);
        otherPrefixes = new RepeatedWarnings(problems);
        uselessClaims = new RepeatedWarnings(problems);
        sharedFolders = new RepeatedWarnings(problems);
        missingFolders = new RepeatedWarnings(problems);
        lines = configuration.located(DomainSettings.VDOMAIN);
        firstOfPrefix = new FirstLines<>(lines, VdomainLine::prefix);
        firstOfDomain = new FirstLines<>(lines, VdomainLine::domain);
        firstOfClaim = new FirstLines<>(lines, VdomainLine::claim);
        firstOfFolder = new FirstLines<>(lines, VdomainLine::dropPath);
        configuration
                .located(DomainSettings.HOST_DOMAIN)
                .forEach(line -> hostDomains.putIfAbsent(line.value(), line.location()));
        ownMainFolder();
    }

    private void ownMainFolder() {
        Optional<Domain> main =
                configuration.values(DomainSettings.HOST_DOMAIN).stream().findFirst();
        for (Located<Path> drop : configuration.located(FileSettings.DROP_PATH)) {
            main.ifPresent(
                    domain -> mainFolders.put(drop.value(), new Owner(domain, drop.location())));
        }
    }

    /** {@return the first line of a prefix among the lines that are kept} */
    Optional<Located<VdomainLine>> ofPrefix(String prefix) {
        return firstOfPrefix.find(prefix);
    }

    /** {@return the first line of a domain among the lines that are kept} */
    Optional<Located<VdomainLine>> ofDomain(Domain domain) {
        return firstOfDomain.find(domain);
    }

    /** {@return the first line with an address among the lines that are kept} */
    Optional<Located<VdomainLine>> ofAddress(InetAddress address) {
        return firstOfClaim.find(new Claim.Address(address));
    }

    /** {@return the configuration without the lines that contradict earlier ones} */
    Configuration check() {
        Configuration kept = configuration.keeping(DomainSettings.VDOMAIN, this::isGood);
        List.of(mainDomains, otherPrefixes, uselessClaims, sharedFolders, missingFolders)
                .forEach(RepeatedWarnings::finish);
        return kept;
    }

    private boolean isGood(int index, Located<VdomainLine> line) {
        Optional<String> refusal = refusal(line);
        if (refusal.isPresent()) {
            problems.error(line.location(), text(line) + refusal.get() + "; the line is ignored");
            return false;
        }
        var _ = firstOfPrefix.before(index, line.value().prefix());
        warnOfMainDomain(line);
        warnOfOtherPrefix(line, firstOfDomain.before(index, line.value().domain()));
        warnOfSameClaim(line, firstOfClaim.before(index, line.value().claim()));
        Optional<Located<VdomainLine>> neighbour =
                firstOfFolder.before(index, line.value().dropPath());
        warnOfSharedFolder(line, neighbour);
        if (neighbour.isEmpty()) {
            warnOfMissingFolder(line);
        }
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
        return firstOfPrefix
                .find(line.value().prefix())
                .flatMap(first -> contradiction(line.value(), first));
    }

    /** Two domains with one prefix would share their accounts. */
    private static Optional<String> contradiction(VdomainLine line, Located<VdomainLine> first) {
        if (!first.value().domain().equals(line.domain())) {
            return Optional.of(
                    "the prefix belongs to "
                            + first.value().domain()
                            + " ("
                            + first.location()
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
                                + first.location()
                                + "), a domain has one folder");
    }

    private void warnOfMainDomain(Located<VdomainLine> line) {
        ConfigLocation host = hostDomains.get(line.value().domain());
        if (host != null) {
            mainDomains.add(
                    line.location(),
                    text(line)
                            + line.value().domain()
                            + " is a host_domain ("
                            + host
                            + "), so its mail goes to the main domain; take one of the lines out");
        }
    }

    private void warnOfOtherPrefix(
            Located<VdomainLine> line, Optional<Located<VdomainLine>> before) {
        before.filter(first -> !first.value().prefix().equals(line.value().prefix()))
                .ifPresent(first -> warnOfOtherPrefix(line, first));
    }

    private void warnOfOtherPrefix(Located<VdomainLine> line, Located<VdomainLine> first) {
        otherPrefixes.add(
                line.location(),
                text(line)
                        + "mail for "
                        + line.value().domain()
                        + " goes to prefix "
                        + first.value().prefix()
                        + " ("
                        + first.location()
                        + "), this one gets none");
    }

    private void warnOfSameClaim(Located<VdomainLine> line, Optional<Located<VdomainLine>> before) {
        hostOf(line.value().claim())
                .map(host -> "the main domain (" + host + ")")
                .or(() ->
                        before.map(first -> first.value().domain() + " (" + first.location() + ")"))
                .ifPresent(selected -> warnOfUselessClaim(line, selected));
    }

    private void warnOfUselessClaim(Located<VdomainLine> line, String selected) {
        uselessClaims.add(
                line.location(),
                text(line)
                        + line.value().claim()
                        + " selects "
                        + selected
                        + ", so this line selects nothing");
    }

    private Optional<ConfigLocation> hostOf(Claim claim) {
        return claim instanceof Claim.Suffix(var suffix) && suffix.startsWith("@")
                ? Optional.ofNullable(hostDomains.get(new Domain(suffix.substring(1))))
                : Optional.empty();
    }

    /**
     * Without a prefix in its name, bob's drop file would be the same for all domains with that
     * folder.
     */
    private void warnOfSharedFolder(
            Located<VdomainLine> line, Optional<Located<VdomainLine>> neighbour) {
        Domain domain = line.value().domain();
        Owner main = mainFolders.get(line.value().dropPath());
        Located<VdomainLine> other = neighbour.orElse(line);
        Owner first = main == null ? new Owner(other.value().domain(), other.location()) : main;
        if (!first.domain().equals(domain) && !configuration.value(DomainSettings.DROP_PREFIX)) {
            sharedFolders.add(
                    line.location(),
                    text(line)
                            + "its folder is that of "
                            + first.domain()
                            + " ("
                            + first.location()
                            + "), and with drop_prefix false users of one name share their mail"
                            + " there; give it a folder of its own");
        }
    }

    private void warnOfMissingFolder(Located<VdomainLine> line) {
        Path folder = line.value().dropPath();
        if (!Files.isDirectory(folder)) {
            missingFolders.add(
                    line.location(),
                    text(line)
                            + "there is no folder "
                            + Shown.quoted(folder.toString())
                            + "; until there is, mail for "
                            + line.value().domain()
                            + " waits");
        }
    }
}
