package dmail.smtp.policy;

import dmail.common.address.Wildcard;
import java.time.Duration;
import java.util.List;

/**
 * Whose POP login lets the client's address relay.
 *
 * @param users patterns over user@domain, or over the user alone; none means no user
 * @param window for how long
 */
public record LoginRule(List<Wildcard> users, Duration window) {
    public LoginRule {
        users = List.copyOf(users);
    }
}
