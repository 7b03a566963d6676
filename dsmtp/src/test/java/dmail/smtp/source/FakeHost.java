package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Located;
import dmail.common.config.binding.value.IpFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A host with addresses, and what dmail.conf says of them. */
public final class FakeHost implements Machine, AddressFacts {
    private static final ConfigLocation WHERE = new ConfigLocation("f", 99);

    final List<InetAddress> interfaces = new ArrayList<>();
    final Map<String, List<InetAddress>> hosts = new ConcurrentHashMap<>();
    final Map<InetAddress, String> groupHosts = new HashMap<>();
    final Map<InetAddress, String> names = new HashMap<>();
    final Map<InetAddress, String> reverse = new HashMap<>();
    final Map<InetAddress, String> dedicated = new HashMap<>();
    final Map<String, String> bounces = new HashMap<>();
    final Map<String, InetAddress> groups = new HashMap<>();
    final Map<String, InetAddress> virtual = new HashMap<>();
    final Set<InetAddress> translated = new HashSet<>();
    final Set<InetAddress> missing = ConcurrentHashMap.newKeySet();
    Optional<InetAddress> chosen = Optional.empty();
    Optional<Domain> machineName = Optional.empty();

    /** It has these addresses no more. */
    public void lose(String... addresses) {
        for (String address : addresses) {
            missing.add(ip(address));
        }
    }

    /** It has an address again. */
    public void regain(String address) {
        missing.remove(ip(address));
    }

    /** A name has one address now. */
    public void name(String host, String address) {
        hosts.put(host, List.of(ip(address)));
    }

    static InetAddress ip(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }

    static Located<Domain> located(String name) {
        return new Located<>(new Domain(name), WHERE);
    }

    @Override
    public List<InetAddress> addresses(IpFamily family) {
        return interfaces.stream().filter(address -> IpFamily.of(address) == family).toList();
    }

    @Override
    public List<InetAddress> named(Domain host) {
        return hosts.getOrDefault(host.name(), List.of());
    }

    @Override
    public Optional<InetAddress> chosenFor(InetAddress exchanger) {
        return chosen;
    }

    @Override
    public boolean leads(InetAddress source, InetAddress exchanger) {
        return has(source);
    }

    @Override
    public boolean has(InetAddress address) {
        return !missing.contains(address);
    }

    @Override
    public Optional<Domain> name() {
        return machineName;
    }

    @Override
    public Optional<Domain> nameOf(InetAddress address) {
        return Optional.ofNullable(reverse.get(address)).map(Domain::new);
    }

    @Override
    public Optional<Located<Domain>> hostOfGroup(InetAddress address) {
        return Optional.ofNullable(groupHosts.get(address)).map(FakeHost::located);
    }

    @Override
    public Optional<Located<Domain>> name(InetAddress address) {
        return Optional.ofNullable(names.get(address)).map(FakeHost::located);
    }

    @Override
    public Optional<EmailAddress> bouncesOfGroup(String group) {
        return Optional.ofNullable(bounces.get(group)).flatMap(EmailAddress::parse);
    }

    @Override
    public Optional<EmailAddress> bouncesOfGroup(InetAddress address) {
        return Optional.ofNullable(dedicated.get(address)).flatMap(this::bouncesOfGroup);
    }

    @Override
    public Optional<String> dedicatedTo(InetAddress address) {
        return Optional.ofNullable(dedicated.get(address));
    }

    @Override
    public boolean isAnyDedicated() {
        return !dedicated.isEmpty();
    }

    @Override
    public Optional<InetAddress> ofGroup(String group, IpFamily family) {
        return of(Optional.ofNullable(groups.get(group)), family);
    }

    @Override
    public Optional<InetAddress> ofVirtual(Domain domain, IpFamily family) {
        return of(Optional.ofNullable(virtual.get(domain.name())), family);
    }

    private static Optional<InetAddress> of(Optional<InetAddress> address, IpFamily family) {
        return address.filter(own -> IpFamily.of(own) == family);
    }

    @Override
    public boolean isSeenAs(InetAddress address) {
        return false;
    }

    @Override
    public boolean isTranslated(InetAddress address) {
        return translated.contains(address);
    }
}
