package dmail.common.identity;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.group.GroupCertificates;
import dmail.common.config.listen.ListenerIdentity;
import dmail.common.config.type.GreetingType;
import dmail.common.login.DomainGroup;
import dmail.common.login.DomainGroups;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What a server is to clients, as dmail.conf says. */
public final class ConfiguredIdentities implements Identities {
    private final Server server;
    private final Optional<DomainGroups> groups;
    private final Optional<GroupCertificates> certificates;
    private final AddressNames addresses;
    private final Optional<Located<Domain>> localHost;
    private final Located<Domain> firstHostDomain;
    private final Optional<Located<String>> greeting;

    /**
     * @param configuration one with a host_domain
     * @param groups those of that configuration
     * @param server whose greeting is meant
     */
    public ConfiguredIdentities(
            Configuration configuration, Optional<DomainGroups> groups, Server server) {
        this.server = server;
        this.groups = groups;
        this.certificates =
                configuration.isSet(DomainSettings.DOMAIN_GROUP)
                        ? GroupCertificates.of(configuration)
                        : Optional.empty();
        this.addresses = AddressNames.of(configuration);
        this.localHost = last(configuration, DomainSettings.LOCAL_HOST);
        this.firstHostDomain = configuration.located(DomainSettings.HOST_DOMAIN).getFirst();
        this.greeting =
                last(
                        configuration,
                        switch (server) {
                            case DSMTP -> DomainSettings.SMTP_GREETING;
                            case DPOP -> DomainSettings.POP_GREETING;
                        });
    }

    private static <T> Optional<Located<T>> last(Configuration configuration, Setting<T> setting) {
        List<Located<T>> lines = configuration.located(setting);
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
    }

    @Override
    public Identity at(ListenerIdentity listener, InetAddress reached) {
        Optional<DomainGroup> group = groups.flatMap(some -> some.ofAddress(reached));
        return new Identity(
                NameOrder.name(listener, group, addresses.of(reached), localHost, firstHostDomain)
                        .value(),
                NameOrder.greeting(usable(listener), group.flatMap(this::greetingOf), greeting)
                        .map(Located::value),
                certificates.flatMap(some -> some.at(reached)));
    }

    private Optional<Located<String>> greetingOf(DomainGroup group) {
        return switch (server) {
            case DSMTP -> group.smtpGreeting();
            case DPOP -> group.popGreeting();
        };
    }

    /** A text with a time stamp's brackets, which a check has reported, is as none. */
    private ListenerIdentity usable(ListenerIdentity listener) {
        boolean isUsable =
                server == Server.DSMTP
                        || listener.greeting().stream()
                                .allMatch(text -> GreetingType.isForPop(text.value()));
        return isUsable ? listener : ListenerIdentity.NONE;
    }
}
