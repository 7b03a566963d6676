package dmail.smtp.binding;

import java.util.Optional;
import java.util.Set;

/** Which member of a group takes a message. */
public interface MemberChoice {
    /**
     * Gives the next turn of a group.
     *
     * @return the member that takes it; also when all are passed over, since the mail then waits
     *     there. Empty when the group has no member
     */
    Optional<String> choose(String group);

    /** {@return the member that {@link #choose} would give next; nothing moves} */
    Optional<String> next(String group);

    /**
     * {@return another member that isn't passed over, for mail that one couldn't send}
     *
     * @param not those that have failed
     */
    Optional<String> another(String group, Set<String> not);
}
