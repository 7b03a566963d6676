package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Located;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import java.util.Optional;

/**
 * Puts one group together from its lines, which come from the last to the first: of two lines of an
 * option the last one given counts.
 */
final class GroupReading {
    private final String name;
    private Optional<Located<GroupOption.Member>> member = Optional.empty();
    private boolean isMetAnywhere;
    private Optional<Located<Optional<Domain>>> localHost = Optional.empty();
    private Optional<Located<Optional<String>>> smtpGreeting = Optional.empty();
    private Optional<Located<Optional<String>>> popGreeting = Optional.empty();

    private Optional<Located<Optional<EmailAddress>>> bouncesFrom = Optional.empty();
    private Optional<Boolean> dedicated = Optional.empty();

    GroupReading(String name) {
        this.name = name;
    }

    void take(Located<GroupLine> line) {
        ConfigLocation location = line.location();
        switch (line.value().option()) {
            case GroupOption.Member some -> member = Optional.of(new Located<>(some, location));
            case GroupOption.BindTo(var address) -> isMetAnywhere |= address.isEmpty();
            case GroupOption.LocalHost(var host) -> localHost = first(localHost, host, location);
            case GroupOption.SmtpGreeting(var text) ->
                    smtpGreeting = first(smtpGreeting, text, location);
            case GroupOption.PopGreeting(var text) ->
                    popGreeting = first(popGreeting, text, location);
            case GroupOption.BouncesFrom(var address) ->
                    bouncesFrom = first(bouncesFrom, address, location);
            case GroupOption.Dedicated(var on) -> dedicated = dedicated.or(() -> Optional.of(on));
            // Who sends asks for it, not who meets the group.
            case GroupOption.Binding _ -> {}
            // All of them are read before there is a client.
            case GroupOption.OfCertificate _ -> {}
        }
    }

    private static <T> Optional<Located<T>> first(
            Optional<Located<T>> taken, T value, ConfigLocation location) {
        return taken.or(() -> Optional.of(new Located<>(value, location)));
    }

    DomainGroup group() {
        return new DomainGroup(
                name,
                member,
                isMetAnywhere,
                filled(localHost),
                filled(smtpGreeting),
                filled(popGreeting),
                filled(bouncesFrom),
                dedicated.orElse(false));
    }

    /** A line that leaves the value blank is as none. */
    private static <T> Optional<Located<T>> filled(Optional<Located<Optional<T>>> line) {
        return line.flatMap(
                given -> given.value().map(value -> new Located<>(value, given.location())));
    }
}
