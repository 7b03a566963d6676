package dmail.smtp.binding;

import java.util.Optional;
import java.util.function.Predicate;

/** Which member of a group takes a message. */
public interface MemberChoice {
    /**
     * Gives the next turn of a group.
     *
     * @param passedOver whether a binding takes nothing now: it is suspended, rests, or has used up
     *     its {@code warm_up}. It is asked under a lock, so it may not wait
     * @return the member that takes it; also when all are passed over, since the mail then waits
     *     there. Empty when the group has no member
     */
    Optional<String> choose(String group, Predicate<String> passedOver);

    /** {@return the member that {@link #choose} would give next; nothing moves} */
    Optional<String> next(String group, Predicate<String> passedOver);
}
