package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.config.Located;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.EhloName;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The order in which the name for EHLO (RFC 5321 section 4.1.1.1) is looked for. It depends on the
 * source that a connection really has, so it is chosen anew for each.
 */
final class EhloOrder {
    private final ScopeTable scopes;
    private final AddressFacts facts;
    private final KnownExchangers exchangers;
    private final Machine machine;
    private final Optional<Located<Domain>> localHost;
    private final Located<Domain> firstHostDomain;

    EhloOrder(
            ScopeTable scopes,
            AddressFacts facts,
            KnownExchangers exchangers,
            Machine machine,
            Optional<Located<Domain>> localHost,
            Located<Domain> firstHostDomain) {
        this.scopes = scopes;
        this.facts = facts;
        this.exchangers = exchangers;
        this.machine = machine;
        this.localHost = localHost;
        this.firstHostDomain = firstHostDomain;
    }

    /**
     * {@return the name, and the line that it is from: {@code ehlo_hostname} of the binding or its
     * group, {@code local_host} of the domain group bound to the source, {@code ehlo_hostname} of
     * {@code default}, {@code hostname} of the source, {@code ehlo_hostname} of the destination,
     * then of all mail, {@code local_host}, else the first {@code host_domain}}
     *
     * @param destination the domain of the recipients
     */
    Located<Domain> of(String binding, Domain destination, SourceIdentity who, InetAddress source) {
        ScopePlace place = exchangers.place(binding, destination);
        Optional<Found<EhloName>> found =
                scopes.ofMail(place)
                        .line(
                                SendingOptions.EHLO_HOSTNAME,
                                name -> name(name, who, source).isPresent());
        boolean isDefault = binding.equals(ScopeTable.DEFAULT);
        boolean isOwners = found.filter(line -> line.scope().hasOwner()).isPresent();
        Optional<Located<Domain>> given = found.flatMap(line -> located(line, who, source));
        Optional<Located<Domain>> ofGroup = facts.hostOfGroup(source);
        if (isOwners && (!isDefault || ofGroup.isEmpty())) {
            return given.orElse(firstHostDomain);
        }
        return ofGroup.or(() -> facts.name(source))
                .or(() -> given)
                .or(() -> localHost)
                .orElse(firstHostDomain);
    }

    private Optional<Located<Domain>> located(
            Found<EhloName> found, SourceIdentity who, InetAddress source) {
        return name(found.value(), who, source)
                .flatMap(name -> found.where().map(where -> new Located<>(name, where)));
    }

    /** {@return what is said; empty for a word that nothing stands for, so the next line counts} */
    private Optional<Domain> name(EhloName name, SourceIdentity who, InetAddress source) {
        return switch (name) {
            case EhloName.Fixed(var fixed) -> Optional.of(fixed);
            case EhloName.SenderDomain() -> who.sender();
            case EhloName.Machine() -> machine.name();
            case EhloName.Reverse() -> machine.nameOf(source);
        };
    }
}
