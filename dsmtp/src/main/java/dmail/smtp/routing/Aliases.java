package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.RoutingSettings;
import dmail.common.config.type.AliasDomainLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alias files: those of single domains, and the one for all local domains. */
final class Aliases implements AutoCloseable {
    private final List<WatchedTable<List<Member>>> general = new ArrayList<>();
    private final Map<Domain, WatchedTable<List<Member>>> own = new HashMap<>();
    private final List<WatchedTable<List<Member>>> taken = new ArrayList<>();
    private final RoutingTables tables;
    private final boolean fallsThrough;

    Aliases(Configuration configuration, RoutingTables tables) {
        this.tables = tables;
        Domain main = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        configuration
                .find(RoutingSettings.ALIAS_FILE)
                .ifPresent(path -> general.add(tables.takeAliases(path, main)));
        taken.addAll(general);
        for (AliasDomainLine line : configuration.values(RoutingSettings.ALIAS_FILE_DOMAIN)) {
            var table = tables.takeAliases(line.file(), line.domain());
            own.put(line.domain(), table);
            taken.add(table);
        }
        fallsThrough = configuration.value(RoutingSettings.ALIAS_FALLTHROUGH);
    }

    /**
     * {@return the members of an alias} A domain's own file comes first.
     *
     * @throws IOException when a file can't be read now
     */
    Optional<Rule> find(EmailAddress address) throws IOException {
        WatchedTable<List<Member>> table = own.get(address.domain());
        if (table != null) {
            Optional<Rule> rule = find(address, table);
            if (rule.isPresent() || !fallsThrough) {
                return rule;
            }
        }
        return general.isEmpty() ? Optional.empty() : find(address, general.getFirst());
    }

    private static Optional<Rule> find(EmailAddress address, WatchedTable<List<Member>> table)
            throws IOException {
        return table.find(AliasFormat.key(address.spelling()), AliasFormat.key(address.localPart()))
                .map(alias -> new Rule("alias", alias.value(), table.file() + ":" + alias.line()));
    }

    @Override
    public void close() {
        taken.forEach(tables::giveBack);
    }
}
