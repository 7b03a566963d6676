package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.QueueSettings;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.SendingOptions;
import dmail.smtp.message.Reception;
import java.util.Optional;

/**
 * The orders in which it is looked for whether mail bounces, from whom, and with how much of it.
 */
final class BounceOrder {
    private final ScopeTable scopes;
    private final AddressFacts facts;
    private final KnownExchangers exchangers;

    BounceOrder(ScopeTable scopes, AddressFacts facts, KnownExchangers exchangers) {
        this.scopes = scopes;
        this.facts = facts;
        this.exchangers = exchangers;
    }

    /**
     * {@return what becomes of a message that can't be delivered; bounces are from the {@code
     * bounces_from} of the named binding or its group, of the message's domain group, of the group
     * met at the address where it came in, of {@code default}, of the destination, else of all
     * mail}
     *
     * @param destination the domain of the recipient
     */
    Bounces of(String binding, Domain destination, Reception reception) {
        ScopeView view = scopes.ofMail(exchangers.place(binding, destination));
        boolean wanted = view.find(SendingOptions.GENERATE_BOUNCES).map(Found::value).orElse(true);
        Optional<Found<EmailAddress>> line = view.line(SendingOptions.BOUNCES_FROM, _ -> true);
        Optional<Boolean> whole = view.line(QueueSettings.BOUNCE_BODY).map(Found::value);
        Optional<EmailAddress> given = line.map(Found::value);
        boolean isNamed = !binding.equals(ScopeTable.DEFAULT);
        if (isNamed && line.filter(found -> found.scope().hasOwner()).isPresent()) {
            return new Bounces(wanted, given, whole);
        }
        return new Bounces(
                wanted,
                facts.bouncesOfGroup(reception.group())
                        .or(() -> reception.reached().flatMap(facts::bouncesOfGroup))
                        .or(() -> given),
                whole);
    }
}
