package dmail.common.config.group;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.listen.ListenerCertificate;
import dmail.common.config.listen.ListenerCertificate.Kind;
import dmail.common.config.listen.ListenerCertificate.Owner;
import dmail.common.config.type.VdomainLine;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that {@code domain_group} lines name, and the addresses at which clients are
 * shown them.
 */
public final class GroupCertificates {
    private final Map<String, ListenerCertificate> byGroup = new LinkedHashMap<>();
    private final Map<InetAddress, ListenerCertificate> byAddress = new HashMap<>();

    private GroupCertificates() {}

    /**
     * {@return those of a configuration, whose lines have been checked; empty when none is named}
     */
    public static Optional<GroupCertificates> of(Configuration configuration) {
        List<Located<GroupLine>> lines = configuration.located(DomainSettings.DOMAIN_GROUP);
        Map<String, Files> files = new LinkedHashMap<>();
        for (Located<GroupLine> line : lines) {
            if (line.value().option() instanceof GroupOption.OfCertificate option) {
                files.computeIfAbsent(line.value().group(), Files::new)
                        .take(new Located<>(option, line.location()));
            }
        }
        if (files.isEmpty()) {
            return Optional.empty();
        }
        GroupCertificates certificates = new GroupCertificates();
        for (Files each : files.values()) {
            each.certificate().ifPresent(own -> certificates.byGroup.put(each.group, own));
        }
        certificates.addAddresses(lines, configuration.located(DomainSettings.VDOMAIN));
        return Optional.of(certificates);
    }

    /** What the lines of one group name; of two lines of an option the last one counts. */
    private static final class Files {
        private final String group;
        private Optional<Located<Path>> certificate = Optional.empty();
        private Optional<Located<Path>> key = Optional.empty();
        private Optional<Located<Path>> passwordFile = Optional.empty();

        Files(String group) {
            this.group = group;
        }

        void take(Located<GroupOption.OfCertificate> line) {
            switch (line.value()) {
                case GroupOption.Certificate(var file) -> certificate = at(line, file);
                case GroupOption.Key(var file) -> key = at(line, file);
                case GroupOption.PasswordFile(var file) -> passwordFile = at(line, file);
            }
        }

        private static Optional<Located<Path>> at(Located<?> line, Optional<Path> file) {
            return file.map(given -> new Located<>(given, line.location()));
        }

        Optional<ListenerCertificate> certificate() {
            Owner owner = new Owner(Kind.GROUP, group);
            return certificate.map(file -> new ListenerCertificate(owner, file, key, passwordFile));
        }
    }

    private void addAddresses(
            List<Located<GroupLine>> lines, List<Located<VdomainLine>> virtualDomains) {
        Members members = new Members();
        for (Located<GroupLine> line : lines) {
            @Nullable ListenerCertificate own = byGroup.get(line.value().group());
            if (own != null) {
                addAddress(line.value().option(), own, members);
            }
        }
        for (Located<VdomainLine> line : virtualDomains) {
            if (line.value().claim() instanceof VdomainLine.Claim.Address(var address)) {
                members.certificate(line.value())
                        .ifPresent(own -> byAddress.putIfAbsent(address, own));
            }
        }
    }

    private void addAddress(GroupOption option, ListenerCertificate own, Members members) {
        switch (option) {
            case GroupOption.BindTo(var address) when address.isPresent() ->
                    byAddress.put(address.get(), own);
            case GroupOption.BindTo _ -> members.anywhere.add(own);
            case GroupOption.OfDomain(var domain) -> members.domains.put(domain, own);
            case GroupOption.OfVdomain(var prefix) -> members.prefixes.put(prefix, own);
            default -> {}
        }
    }

    /** Whose addresses those of virtual domains are. */
    private static final class Members {
        private final Map<Domain, ListenerCertificate> domains = new HashMap<>();
        private final Map<String, ListenerCertificate> prefixes = new HashMap<>();

        /** Of groups that have no addresses of their own. */
        private final Set<ListenerCertificate> anywhere = new HashSet<>();

        Optional<ListenerCertificate> certificate(VdomainLine line) {
            return Optional.ofNullable(prefixes.get(line.prefix()))
                    .or(() -> Optional.ofNullable(domains.get(line.domain())))
                    .filter(own -> !anywhere.contains(own));
        }
    }

    /** {@return one of each group that has one} */
    public Collection<ListenerCertificate> all() {
        return List.copyOf(byGroup.values());
    }

    /**
     * {@return that of the group which clients meet at an address}
     *
     * @param reached this server's address
     */
    public Optional<ListenerCertificate> at(InetAddress reached) {
        return Optional.ofNullable(byAddress.get(reached));
    }

    /** {@return those that clients can be shown at a listener with that address, or with all} */
    public Collection<ListenerCertificate> at(Optional<InetAddress> listener) {
        return listener.isPresent()
                ? at(listener.get()).map(List::of).orElse(List.of())
                : Set.copyOf(byAddress.values());
    }
}
