package dmail.smtp.routing;

import dmail.smtp.message.Target;
import java.util.List;

/**
 * Where the mail for one recipient goes, once forwards and aliases are followed.
 *
 * <p>With one leaf the recipient stands for itself, and is routed from the start at each attempt.
 * With several, the message must be kept for each of them before any is served: only so does
 * another attempt repeat just what is left.
 *
 * @param leaves at least one
 */
public record Route(List<ExpandedRecipient> leaves) {
    public Route {
        leaves = List.copyOf(leaves);
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a route leads somewhere");
        }
    }

    /** {@return the route of a recipient that stands for itself} */
    public static Route to(Destination destination) {
        return new Route(List.of(new ExpandedRecipient(Target.GIVEN, destination)));
    }

    /** {@return whether the recipient stands for several} */
    public boolean isFork() {
        return leaves.size() > 1;
    }

    /** {@return the first end, the only one unless this is a fork} */
    public Destination destination() {
        return leaves.getFirst().destination();
    }

    /** {@return the ends} */
    public List<Destination> destinations() {
        return leaves.stream().map(ExpandedRecipient::destination).toList();
    }
}
