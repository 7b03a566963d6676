package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Located;
import dmail.common.config.group.GroupOption;
import dmail.common.config.type.VdomainLine;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The local domains, and how logins are bound to each: by suffix, by address, or to the main
 * domain.
 */
public final class Domains {
    private final MailDomain.Main main;
    private final Path mainFolder;
    private final Map<Domain, ConfigLocation> hostDomains = new HashMap<>();
    private final Map<String, ConfigLocation> hostSuffixes = new HashMap<>();
    private final VirtualLines virtual;
    private final Optional<DomainGroups> groups;
    private final BitSet suffixLengths;

    /**
     * A domain, and the line of dmail.conf that decided it.
     *
     * @param how the line decided it, in words
     */
    record Claim(MailDomain home, ConfigLocation location, String how) {}

    /** The domain of logins with this suffix. */
    record SuffixClaim(String suffix, Claim claim) {}

    public Domains(LoginSettings settings) {
        Domain mainDomain = settings.hostDomains().getFirst().value();
        main = new MailDomain.Main(mainDomain, settings.dropPath());
        mainFolder = settings.dropPath().normalize();
        virtual = new VirtualLines(settings.virtualDomains());
        groups =
                settings.groups().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new DomainGroups(settings.groups(), virtual));
        suffixLengths = virtual.suffixLengths();
        settings.hostDomains().forEach(this::addHostDomain);
    }

    private void addHostDomain(Located<Domain> line) {
        String suffix = suffix(line.value());
        hostDomains.putIfAbsent(line.value(), line.location());
        hostSuffixes.putIfAbsent(suffix, line.location());
        suffixLengths.set(suffix.length());
    }

    private static String suffix(Domain domain) {
        return "@" + domain.name();
    }

    /** {@return the first {@code host_domain}} */
    public MailDomain.Main main() {
        return main;
    }

    /** {@return the domain groups, if there are any} */
    public Optional<DomainGroups> groups() {
        return groups;
    }

    /** {@return whether the domain is local} */
    public boolean isLocal(Domain domain) {
        return hostDomains.containsKey(domain) || virtual.ofDomain(domain).isPresent();
    }

    Optional<Claim> claimOf(Domain domain) {
        ConfigLocation host = hostDomains.get(domain);
        if (host != null) {
            return Optional.of(new Claim(main, host, howOf(domain)));
        }
        return virtual.ofDomain(domain)
                .map(line -> claim(line, "virtual domain " + line.value().prefix()));
    }

    private String howOf(Domain host) {
        return host.equals(main.domain()) ? "main domain" : "alias of main domain";
    }

    private Claim claim(Located<VdomainLine> line, String how) {
        return new Claim(virtual.home(line.value()), line.location(), how);
    }

    Optional<Claim> claimOf(InetAddress connectedTo) {
        return virtual.ofAddress(connectedTo)
                .map(line -> claim(line, "address " + line.value().claim()))
                .or(() -> groups.flatMap(some -> some.ofAddress(connectedTo)).flatMap(this::claim));
    }

    /** A group's users are those of its first member. */
    private Optional<Claim> claim(DomainGroup group) {
        return group.firstMember()
                .flatMap(member ->
                        homeOf(member.value())
                                .map(home ->
                                        new Claim(
                                                home,
                                                member.location(),
                                                "first member of domain_group " + group.name())));
    }

    private Optional<MailDomain> homeOf(GroupOption.Member member) {
        return switch (member) {
            case GroupOption.OfDomain(var domain) -> claimOf(domain).map(Claim::home);
            case GroupOption.OfVdomain(var prefix) -> {
                int principal = virtual.positionOf(prefix);
                yield principal < 0 ? Optional.empty() : Optional.of(virtual.home(principal));
            }
        };
    }

    /**
     * {@return the longest suffix of a folded login, whatever address the client connected to} Of
     * two lines with the same suffix the first one counts, but a {@code host_domain} counts before
     * either.
     */
    Optional<SuffixClaim> suffixOf(String foldedLogin) {
        int length = suffixLengths.previousSetBit(foldedLogin.length());
        while (length >= 0) {
            String end = foldedLogin.substring(foldedLogin.length() - length);
            Optional<Claim> claim = claimOf(end);
            if (claim.isPresent()) {
                return Optional.of(new SuffixClaim(end, claim.get()));
            }
            length = suffixLengths.previousSetBit(length - 1);
        }
        return groups.flatMap(some -> ofMember(foldedLogin, some));
    }

    /** A group is a server of its own, whose users may name their domain at any address. */
    private Optional<SuffixClaim> ofMember(String foldedLogin, DomainGroups some) {
        int at = foldedLogin.lastIndexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        Domain domain = new Domain(foldedLogin.substring(at + 1));
        return virtual.ofDomain(domain)
                .flatMap(line ->
                        some.ofDomain(domain)
                                .map(group ->
                                        claim(line, "member of domain_group " + group.name())))
                .map(claim -> new SuffixClaim(foldedLogin.substring(at), claim));
    }

    private Optional<Claim> claimOf(String suffix) {
        ConfigLocation host = hostSuffixes.get(suffix);
        return host == null
                ? virtual.ofSuffix(suffix)
                        .map(line -> claim(line, "suffix " + line.value().claim()))
                : Optional.of(new Claim(main, host, "suffix " + suffix));
    }

    /** {@return the virtual domains, in the order of their first lines} */
    List<MailDomain.Virtual> virtual() {
        return virtual.homes();
    }

    /**
     * {@return the first virtual domain, in the order of dmail.conf, whose prefix and separator a
     * name begins with}
     *
     * @param longerThan prefix and separator must have more characters than this
     */
    Optional<MailDomain.Virtual> beginning(String foldedName, String separator, int longerThan) {
        int first = Integer.MAX_VALUE;
        int at = foldedName.indexOf(separator);
        while (at >= 0 && at < foldedName.length()) {
            int index = virtual.positionOf(foldedName.substring(0, at));
            if (index >= 0 && at + separator.length() > longerThan) {
                first = Math.min(first, index);
            }
            at = foldedName.indexOf(separator, at + 1);
        }
        return first == Integer.MAX_VALUE ? Optional.empty() : Optional.of(virtual.home(first));
    }

    /** {@return whether a folder of drop files is this path or below it} */
    boolean hasFolderAtOrBelow(Path path) {
        return mainFolder.startsWith(path) || virtual.hasFolderAtOrBelow(path);
    }

    /** {@return the main domain, with its line} */
    Claim mainClaim() {
        return claimOf(main.domain())
                .orElseGet(() -> new Claim(main, new ConfigLocation("", 0), ""));
    }
}
