package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.smtp.binding.MessageBindings;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.Pause;
import dmail.smtp.binding.Pauses;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FirstFields;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.ExpandedRecipient;
import dmail.smtp.routing.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * By which bindings the recipients of messages leave: decided when a message is accepted, and again
 * where that was not possible or no longer holds. Without lines of bindings nothing is asked.
 */
public final class RecipientBindings {
    /** RFC 3463 section 3.4: the system is not accepting network messages. */
    private static final EnhancedCode WAITS = new EnhancedCode(4, 3, 2);

    private final Supplier<Optional<Outgoing>> outgoing;
    private final Function<Recipient, Route> router;
    private final PlainCounts plain = new PlainCounts();

    /**
     * @param outgoing what the current configuration says of bindings
     */
    public RecipientBindings(
            Supplier<Optional<Outgoing>> outgoing, Function<Recipient, Route> router) {
        this.outgoing = outgoing;
        this.router = router;
    }

    /** {@return what gives what the current configuration says of bindings} */
    Supplier<Optional<Outgoing>> outgoing() {
        return outgoing;
    }

    /**
     * {@return a new message with the binding of each recipient that leaves this host}
     *
     * @throws IOException when the message's header can't be read
     */
    Envelope decided(Envelope envelope, Body body) throws IOException {
        Optional<Outgoing> now = outgoing.get();
        if (now.isEmpty()) {
            return envelope;
        }
        List<Recipient> recipients = decided(envelope, ofMessage(now.get(), envelope, body));
        received(recipients, now.get());
        return envelope.to(recipients);
    }

    private List<Recipient> decided(Envelope envelope, MessageBindings bindings) {
        QueueId id = envelope.id();
        List<Recipient> recipients = new ArrayList<>();
        for (Recipient recipient : envelope.recipients()) {
            Route route = router.apply(recipient);
            // The parts of a fork are decided when it is made, which it may not be any more then.
            recipients.add(
                    route.isFork()
                            ? recipient.by(BindingChoice.UNDECIDED)
                            : decided(id, recipient, recipient, route.destination(), bindings));
        }
        return recipients;
    }

    /** Counts recipients for whose bindings mail was accepted. */
    private static void received(List<Recipient> recipients, Outgoing now) {
        for (Recipient recipient : recipients) {
            if (recipient.choice().isDecided()) {
                now.states().received(recipient.choice().binding(), 1);
            }
        }
    }

    private static Recipient decided(
            QueueId id,
            Recipient part,
            Recipient whole,
            Destination destination,
            MessageBindings bindings) {
        return switch (destination) {
            case Destination.Remote(EmailAddress to) ->
                    part.by(bindings.choose(id, whole.address(), to));
            // It may turn out to be remote, if only by a forward or by a domain that moves.
            case Destination.Unknown _,
                    Destination.TryLater _,
                    Destination.Local _,
                    Destination.Program _,
                    Destination.Nowhere _ ->
                    part.by(BindingChoice.UNDECIDED);
        };
    }

    private static MessageBindings ofMessage(Outgoing now, Envelope envelope, Body body)
            throws IOException {
        FirstFields header =
                now.policy().needsHeaders()
                        ? FirstFields.of(body, now.policy().headers())
                        : FirstFields.NONE;
        return now.of(envelope.sender(), envelope.reception(), header);
    }

    /**
     * {@return what replaces the recipients of an attempt: the parts of forks, each with its
     * binding, and those whose binding was not decided or is gone; empty when nothing changes}
     *
     * @throws IOException when the message's header can't be read
     */
    SortedMap<Integer, List<Recipient>> parts(
            DeliveryAttempt attempt, SortedMap<Integer, Route> routes) throws IOException {
        Optional<Outgoing> now = outgoing.get();
        List<Recipient> recipients = attempt.envelope().recipients();
        if (now.isEmpty() && attempt.isFirst()) {
            receivedPlainly(routes);
        }
        QueueId id = attempt.envelope().id();
        if (!isAnyOpen(id, recipients, routes, now)) {
            return Collections.emptySortedMap();
        }
        Optional<MessageBindings> bindings =
                now.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ofMessage(now.get(), attempt.envelope(), attempt.body()));
        SortedMap<Integer, List<Recipient>> parts = new TreeMap<>();
        routes.forEach((index, route) -> {
            Recipient whole = recipients.get(index);
            List<Recipient> some = parts(id, whole, route, now, bindings);
            parts.put(index, some);
            if (now.isPresent() && !some.getFirst().equals(whole)) {
                received(some, now.get());
            }
        });
        return parts;
    }

    /** {@return whether parts have other bindings, since those of their recipients are gone} */
    boolean areRebound(Envelope envelope, SortedMap<Integer, List<Recipient>> parts) {
        for (Map.Entry<Integer, List<Recipient>> entry : parts.entrySet()) {
            BindingChoice before = envelope.recipients().get(entry.getKey()).choice();
            BindingChoice after = entry.getValue().getFirst().choice();
            if (before.isDecided()
                    && !after.binding().equals(before.binding())
                    && isGone(before.binding())) {
                return true;
            }
        }
        return false;
    }

    private void receivedPlainly(SortedMap<Integer, Route> routes) {
        for (Route route : routes.values()) {
            for (ExpandedRecipient end : route.targets()) {
                if (end.destination() instanceof Destination.Remote) {
                    plain.receive();
                }
            }
        }
    }

    /** {@return the counts of mail that no line said anything of} */
    PlainCounts plain() {
        return plain;
    }

    /**
     * Asked of each attempt, also where no line says anything of bindings: nothing is made here.
     */
    private static boolean isAnyOpen(
            QueueId id,
            List<Recipient> recipients,
            SortedMap<Integer, Route> routes,
            Optional<Outgoing> now) {
        for (Map.Entry<Integer, Route> entry : routes.entrySet()) {
            Route route = entry.getValue();
            BindingChoice choice = recipients.get(entry.getKey()).choice();
            if (route.isFork()
                    || isOpen(choice, route.destination(), now)
                    || isPassedOver(id, choice, route.destination(), now)) {
                return true;
            }
        }
        return false;
    }

    private static List<Recipient> parts(
            QueueId id,
            Recipient whole,
            Route route,
            Optional<Outgoing> now,
            Optional<MessageBindings> bindings) {
        if (!route.isFork()) {
            return List.of(
                    isOpen(whole.choice(), route.destination(), now)
                            ? again(id, whole, whole, route.destination(), bindings)
                            : byAnyMember(id, whole, route.destination(), now, bindings));
        }
        List<Recipient> parts = new ArrayList<>();
        for (ExpandedRecipient expanded : route.targets()) {
            Recipient part = whole.part(expanded.target());
            parts.add(again(id, part, whole, expanded.destination(), bindings));
        }
        return parts;
    }

    private static Recipient byAnyMember(
            QueueId id,
            Recipient recipient,
            Destination destination,
            Optional<Outgoing> now,
            Optional<MessageBindings> bindings) {
        return bindings.isPresent()
                        && destination instanceof Destination.Remote(EmailAddress to)
                        && isPassedOver(id, recipient.choice(), destination, now)
                ? recipient.by(bindings.get().otherMember(id, recipient.choice(), to))
                : recipient;
    }

    /**
     * {@return whether a member of a group waits with mail that another one may send} That it was
     * counted for the member's warm-up is forgotten by a restart.
     */
    private static boolean isPassedOver(
            QueueId id, BindingChoice choice, Destination destination, Optional<Outgoing> now) {
        return now.isPresent()
                && destination instanceof Destination.Remote(EmailAddress to)
                && now.get().isPassedOver(choice, to.domain(), id);
    }

    private static Recipient again(
            QueueId id,
            Recipient part,
            Recipient whole,
            Destination destination,
            Optional<MessageBindings> bindings) {
        return bindings.isPresent()
                ? decided(id, part, whole, destination, bindings.get())
                : part.by(BindingChoice.DEFAULT);
    }

    /** {@return whether mail that leaves now has no binding, or one that there isn't any more} */
    private static boolean isOpen(
            BindingChoice choice, Destination destination, Optional<Outgoing> now) {
        if (!(destination instanceof Destination.Remote)) {
            return false;
        }
        return now.isEmpty() ? !choice.isDefault() : !choice.isDecided() || !now.get().has(choice);
    }

    /**
     * {@return whether a queued message would get another binding now; nothing moves}
     *
     * @throws IOException when the message's header can't be read
     */
    boolean wouldChange(QueuedMessage message) throws IOException {
        Optional<Outgoing> now = outgoing.get();
        if (now.isEmpty()) {
            return message.recipients().stream()
                    .anyMatch(status -> !status.recipient().choice().isDefault());
        }
        MessageBindings bindings = ofMessage(now.get(), message.envelope(), message.body());
        return message.recipients().stream()
                .anyMatch(status -> differs(status.recipient(), bindings));
    }

    private boolean differs(Recipient recipient, MessageBindings bindings) {
        return router.apply(recipient)
                .leavesTo()
                .filter(to -> bindings.differs(recipient.choice(), recipient.address(), to))
                .isPresent();
    }

    /**
     * {@return the recipients of a queued message, with the bindings that they get now; equal to
     * those that it has when none changes}
     *
     * @param which the earlier choices that are made anew
     * @throws IOException when the message's header can't be read
     */
    List<RecipientStatus> again(QueuedMessage message, Predicate<BindingChoice> which)
            throws IOException {
        Optional<Outgoing> now = outgoing.get();
        if (now.isEmpty()) {
            return message.recipients().stream().map(RecipientBindings::byDefault).toList();
        }
        MessageBindings bindings = ofMessage(now.get(), message.envelope(), message.body());
        List<RecipientStatus> again = new ArrayList<>();
        for (RecipientStatus status : message.recipients()) {
            again.add(
                    which.test(status.recipient().choice())
                            ? again(message.envelope().id(), status, bindings)
                            : status);
        }
        return again;
    }

    /** {@return whether there is no binding of that name any more} */
    boolean isGone(String binding) {
        return !binding.equals(ScopeTable.DEFAULT)
                && outgoing.get().filter(now -> now.has(binding)).isEmpty();
    }

    private static RecipientStatus byDefault(RecipientStatus status) {
        return status.recipient().choice().isDefault()
                ? status
                : status.of(status.recipient().by(BindingChoice.DEFAULT));
    }

    private RecipientStatus again(QueueId id, RecipientStatus status, MessageBindings bindings) {
        Recipient recipient = status.recipient();
        return differs(recipient, bindings)
                ? status.of(
                        decided(
                                id,
                                recipient,
                                recipient,
                                router.apply(recipient).destination(),
                                bindings))
                : status;
    }

    /**
     * Defers a recipient whose mail isn't tried for now.
     *
     * @param domain where it goes
     * @return whether it waits
     */
    boolean pauses(DeliveryAttempt attempt, int recipientIndex, Domain domain) {
        Optional<Outgoing> now = outgoing.get();
        if (now.isEmpty()) {
            return false;
        }
        String binding = attempt.envelope().recipients().get(recipientIndex).choice().binding();
        Pauses pauses = now.get().pauses();
        Optional<Pause> pause =
                pauses.suspension(new ScopePlace(binding, domain.name(), List.of()))
                        .or(() -> pauses.warmUp(binding, attempt.envelope().id()));
        if (pause.isPresent()) {
            attempt.untried(
                    List.of(recipientIndex),
                    DeliveryStatus.of(WAITS, pause.get().why()),
                    pause.get().look());
        }
        return pause.isPresent();
    }

    /** Counts recipients whose mail another host took. */
    void delivered(Envelope envelope, Collection<Integer> recipientIndexes) {
        Optional<Outgoing> now = outgoing.get();
        if (now.isPresent()) {
            BindingStates states = now.get().states();
            for (int index : recipientIndexes) {
                states.delivered(envelope.recipients().get(index).choice().binding(), 1);
            }
        } else {
            plain.deliver(recipientIndexes.size());
        }
    }

    /** Counts recipients whose mail is given up. */
    void failed(Envelope envelope, Collection<Integer> recipientIndexes) {
        Optional<Outgoing> now = outgoing.get();
        if (now.isPresent()) {
            BindingStates states = now.get().states();
            for (int index : recipientIndexes) {
                states.failed(envelope.recipients().get(index).choice().binding(), 1);
            }
        } else {
            plain.fail(recipientIndexes.size());
        }
    }
}
