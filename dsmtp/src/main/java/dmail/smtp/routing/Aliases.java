package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.AliasDomainLine;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.RoutingSettings;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alias files: those of one domain each, and the one for all domains of ours. */
final class Aliases {
    private final List<WatchedText<AliasText>> general = new ArrayList<>();
    private final Map<Domain, WatchedText<AliasText>> own = new HashMap<>();
    private final boolean fallsThrough;

    Aliases(Configuration configuration, Log log) {
        Domain main = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        configuration
                .find(RoutingSettings.ALIAS_FILE)
                .ifPresent(path -> general.add(watched(path, main, log)));
        for (AliasDomainLine line : configuration.values(RoutingSettings.ALIAS_FILE_DOMAIN)) {
            own.put(line.domain(), watched(line.file(), line.domain(), log));
        }
        fallsThrough = configuration.value(RoutingSettings.ALIAS_FALLTHROUGH);
    }

    private static WatchedText<AliasText> watched(Path path, Domain home, Log log) {
        return new WatchedText<>(path, reading -> read(path, reading, home, log), log);
    }

    private static AliasText read(Path path, WatchedText.Reading reading, Domain home, Log log) {
        AliasText text = AliasText.parse(reading.text(), home, reading.trusted());
        log.info(LogLine.of("alias file read").with("file", path).with("aliases", text.size()));
        if (!reading.trusted()) {
            log.warning(
                    LogLine.of("alias file may name no programs, files and lists")
                            .with("file", path)
                            .with("reason", "everybody can write it"));
        }
        AliasText.report(text.problems(), path, log);
        return text;
    }

    /**
     * {@return what an address of ours is an alias for} A domain's own file goes first.
     *
     * @throws IOException when that can't be told now
     */
    Optional<Rule> find(EmailAddress address) throws IOException {
        WatchedText<AliasText> file = own.get(address.domain());
        if (file != null) {
            Optional<Rule> rule = find(address, file);
            if (rule.isPresent() || !fallsThrough) {
                return rule;
            }
        }
        return general.isEmpty() ? Optional.empty() : find(address, general.getFirst());
    }

    private static Optional<Rule> find(EmailAddress address, WatchedText<AliasText> file)
            throws IOException {
        AliasText text = file.current();
        return text.find(address.toString())
                .or(() -> text.find(address.localPart()))
                .map(alias -> new Rule("alias", alias.members(), file.file() + ":" + alias.line()));
    }
}
