package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.RoutingSettings;
import dmail.common.table.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The table that {@code virt_user_pre} names; it is for any domain. */
final class VirtualUsers implements AutoCloseable {
    private final Optional<WatchedTable<String>> table;
    private final VirtualUsersFormat format;
    private final RoutingTables tables;

    VirtualUsers(Configuration configuration, RoutingTables tables) {
        this.tables = tables;
        Domain main = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        format = new VirtualUsersFormat(main);
        table =
                configuration
                        .find(RoutingSettings.VIRT_USER_PRE)
                        .map(path -> tables.takeVirtualUsers(path, main));
    }

    /**
     * {@return the table's entry for an address; its own line precedes that of its domain}
     *
     * @throws IOException when the table can't be read now
     */
    Optional<Rule> find(EmailAddress address) throws IOException {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        WatchedTable<String> file = table.get();
        Optional<Entry<String>> entry =
                file.find(
                        VirtualUsersFormat.key(address), VirtualUsersFormat.key(address.domain()));
        return entry.flatMap(found ->
                format.member(found.value(), address.localPart())
                        .map(member ->
                                new Rule(
                                        RoutingSettings.VIRT_USER_PRE.name(),
                                        List.of(member),
                                        file.file() + ":" + found.line())));
    }

    @Override
    public void close() {
        table.ifPresent(tables::giveBack);
    }
}
