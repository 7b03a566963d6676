package dmail.common.identity;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.listen.IpLine;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names that {@code ip} lines give to addresses of this host. */
public final class AddressNames {
    private final Map<InetAddress, Located<Domain>> names = new HashMap<>();

    private AddressNames() {}

    /** {@return those of a configuration} Of two lines about an address the last one counts. */
    public static AddressNames of(Configuration configuration) {
        AddressNames names = new AddressNames();
        configuration.located(ListeningSettings.IP).forEach(names::take);
        return names;
    }

    private void take(Located<IpLine> line) {
        if (line.value()
                instanceof
                IpLine(Optional<InetAddress> address, IpLine.Option.Hostname(var name))) {
            address.ifPresent(own -> names.put(own, new Located<>(name, line.location())));
        }
    }

    /** {@return the name of an address, and its line} */
    public Optional<Located<Domain>> of(InetAddress address) {
        return Optional.ofNullable(names.get(address));
    }
}
