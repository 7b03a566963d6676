package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.RoutingSettings;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The table that {@code virt_user_pre} names; it holds for any domain. */
final class VirtualUsers {
    private final Optional<WatchedText<VirtualUsersText>> table;

    VirtualUsers(Configuration configuration, Log log) {
        table =
                configuration
                        .find(RoutingSettings.VIRT_USER_PRE)
                        .map(p -> watched(p, configuration, log));
    }

    private static WatchedText<VirtualUsersText> watched(
            Path path, Configuration configuration, Log log) {
        var main = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        return new WatchedText<>(
                path,
                reading -> {
                    VirtualUsersText text = VirtualUsersText.parse(reading.text(), main);
                    log.info(
                            LogLine.of("table of virtual users read")
                                    .with("file", path)
                                    .with("entries", text.size()));
                    AliasText.report(text.problems(), path, log);
                    return text;
                },
                log);
    }

    /**
     * {@return whom the table means by an address}
     *
     * @throws IOException when that can't be told now
     */
    Optional<Rule> find(EmailAddress address) throws IOException {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        WatchedText<VirtualUsersText> file = table.get();
        return file.current()
                .find(address)
                .map(match ->
                        new Rule(
                                RoutingSettings.VIRT_USER_PRE.name(),
                                List.of(match.member()),
                                file.file() + ":" + match.line()));
    }
}
