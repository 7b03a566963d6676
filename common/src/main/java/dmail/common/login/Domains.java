package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.config.Place;
import dmail.common.config.VdomainLine;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The domains that are ours, and the doors that lead to each. */
public final class Domains {
    private final Home.Main main;
    private final Map<String, Home.Virtual> byPrefix = new LinkedHashMap<>();
    private final Map<Domain, Claim> byDomain = new HashMap<>();
    private final Map<InetAddress, Claim> byAddress = new HashMap<>();
    private final List<SuffixClaim> suffixes = new ArrayList<>();

    /**
     * A home, and the line that leads to it.
     *
     * @param how what in that line did
     */
    record Claim(Home home, Place place, String how) {}

    /** A login that ends so has this home. */
    record SuffixClaim(String suffix, Claim claim) {}

    public Domains(LoginSettings settings) {
        Domain mainDomain = settings.hostDomains().getFirst().value();
        main = new Home.Main(mainDomain, settings.dropPath());
        settings.hostDomains().forEach(line -> addHostDomain(line.value(), line.place()));
        settings.virtualDomains().forEach(line -> addVirtual(line.value(), line.place()));
        // The sort is stable: of two lines with the same suffix the first one counts.
        suffixes.sort(Comparator.comparingInt((SuffixClaim c) -> c.suffix().length()).reversed());
    }

    private void addHostDomain(Domain domain, Place place) {
        String what = domain.equals(main.domain()) ? "main domain" : "alias of main domain";
        byDomain.putIfAbsent(domain, new Claim(main, place, what));
        String suffix = "@" + domain.name();
        suffixes.add(new SuffixClaim(suffix, new Claim(main, place, "suffix " + suffix)));
    }

    /** The first line of a prefix is the principal one: it says the domain and the drop path. */
    private void addVirtual(VdomainLine line, Place place) {
        String prefix = line.prefix();
        Home.Virtual home =
                byPrefix.computeIfAbsent(
                        LoginText.fold(prefix),
                        _ -> new Home.Virtual(prefix, line.domain(), line.dropPath()));
        if (home.domain().equals(line.domain())) {
            byDomain.putIfAbsent(line.domain(), new Claim(home, place, "virtual domain " + prefix));
            addDoor(home, line.claim(), place);
        }
    }

    private void addDoor(Home home, VdomainLine.Claim door, Place place) {
        switch (door) {
            case VdomainLine.Claim.Address(var address) ->
                    byAddress.putIfAbsent(
                            address, new Claim(home, place, "address " + address.getHostAddress()));
            case VdomainLine.Claim.Suffix(var text) -> {
                Claim claim = new Claim(home, place, "suffix " + text);
                suffixes.add(new SuffixClaim(LoginText.fold(text), claim));
            }
        }
    }

    /** {@return the first {@code host_domain}} */
    public Home.Main main() {
        return main;
    }

    /** {@return whether mail for this domain is ours} */
    public boolean isLocal(Domain domain) {
        return byDomain.containsKey(domain);
    }

    Optional<Claim> claimOf(Domain domain) {
        return Optional.ofNullable(byDomain.get(domain));
    }

    Optional<Claim> claimOf(InetAddress connectedTo) {
        return Optional.ofNullable(byAddress.get(connectedTo));
    }

    /** {@return the longest suffix that ends a folded login, whatever address it came to} */
    Optional<SuffixClaim> suffixOf(String foldedLogin) {
        return suffixes.stream().filter(c -> foldedLogin.endsWith(c.suffix())).findFirst();
    }

    List<Home.Virtual> virtual() {
        return List.copyOf(byPrefix.values());
    }

    /** {@return the line that made the main domain} */
    Claim mainClaim() {
        return byDomain.getOrDefault(main.domain(), new Claim(main, new Place("", 0), ""));
    }
}
