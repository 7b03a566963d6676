package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Target;
import java.util.List;
import java.util.Optional;

/**
 * The destinations of one recipient, after forwards and aliases.
 *
 * <p>With one, the recipient is stored unchanged and routed again at each attempt. With several,
 * the message must be stored with all of them before any is served, so that another attempt repeats
 * only those that failed.
 *
 * @param targets at least one
 */
public record Route(List<ExpandedRecipient> targets) {
    public Route {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a route leads somewhere");
        }
    }

    /** {@return the route to a single destination} */
    public static Route to(Destination destination) {
        return new Route(List.of(new ExpandedRecipient(Target.GIVEN, destination)));
    }

    /** {@return whether there are several destinations} */
    public boolean isFork() {
        return targets.size() > 1;
    }

    /**
     * {@return the one address that mail leaves this host for; empty of a fork, or when it stays}
     */
    public Optional<EmailAddress> leavesTo() {
        return !isFork() && destination() instanceof Destination.Remote(var to)
                ? Optional.of(to)
                : Optional.empty();
    }

    /** {@return the first destination; the only one unless this is a fork} */
    public Destination destination() {
        return targets.getFirst().destination();
    }

    /** {@return the ends} */
    public List<Destination> destinations() {
        return targets.stream().map(ExpandedRecipient::destination).toList();
    }
}
