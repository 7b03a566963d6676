package dmail.smtp.source;

import dmail.common.config.Configuration;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.BindAddress;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** The addresses of this host that lines give mail as its source. */
final class NamedSources {
    private NamedSources() {}

    /** {@return those of {@code bind_address} and of lists to rotate, in their order} */
    static Set<InetAddress> of(Configuration configuration) {
        Set<InetAddress> all = new LinkedHashSet<>();
        configuration.values(SendingOptions.BIND_ADDRESS).forEach(line -> take(line, all));
        BindingSettings.scoped().stream()
                .flatMap(setting -> configuration.values(setting).stream())
                .flatMap(line -> line.option().stream())
                .forEach(option -> take(option.value(), all));
        all.addAll(configuration.value(SendingOptions.OUTBOUND_IPV4).rotation());
        all.addAll(configuration.value(SendingOptions.OUTBOUND_IPV6).rotation());
        return all;
    }

    private static void take(Object value, Set<InetAddress> all) {
        if (value instanceof BindAddress.Literal(var address)) {
            all.add(address);
        }
    }
}
