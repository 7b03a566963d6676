package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.binding.value.IpFamily;
import dmail.common.config.listen.IpLine;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the lines of dmail.conf say of this host's addresses. */
final class ConfiguredAddresses implements AddressFacts {
    private final Set<InetAddress> translated = new HashSet<>();
    private final Set<InetAddress> seen = new HashSet<>();

    private ConfiguredAddresses() {}

    static ConfiguredAddresses of(Configuration configuration) {
        ConfiguredAddresses addresses = new ConfiguredAddresses();
        configuration.values(ListeningSettings.IP).forEach(addresses::take);
        return addresses;
    }

    private void take(IpLine line) {
        if (line.option() instanceof IpLine.Option.PublicAddress(var there)) {
            line.address().ifPresent(translated::add);
            seen.add(there);
        }
    }

    @Override
    public Optional<Located<Domain>> hostOfGroup(InetAddress address) {
        return Optional.empty();
    }

    @Override
    public Optional<Located<Domain>> name(InetAddress address) {
        return Optional.empty();
    }

    @Override
    public Optional<String> dedicatedTo(InetAddress address) {
        return Optional.empty();
    }

    @Override
    public boolean isAnyDedicated() {
        return false;
    }

    @Override
    public Optional<InetAddress> ofGroup(String group, IpFamily family) {
        return Optional.empty();
    }

    @Override
    public Optional<InetAddress> ofVirtual(Domain domain, IpFamily family) {
        return Optional.empty();
    }

    @Override
    public boolean isSeenAs(InetAddress address) {
        return seen.contains(address);
    }

    @Override
    public boolean isTranslated(InetAddress address) {
        return translated.contains(address);
    }
}
