package dmail.smtp.routing;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Mailbox;
import java.util.Optional;

/** The field for forwards in the user data base: {@code fwd="bob@a.example,$user"}. */
final class ForwardField {
    private static final String LABEL = "fwd";

    private final Log log;

    ForwardField(Log log) {
        this.log = log;
    }

    /** {@return its members; what isn't allowed is left out with a warning} */
    Optional<Rule> of(Mailbox mailbox) {
        String value = mailbox.info().getOrDefault(LABEL, "");
        if (value.isBlank()) {
            return Optional.empty();
        }
        Members members = Members.parse(value, mailbox.account().home().domain()).addressesOnly();
        if (!members.bad().isEmpty()) {
            log.warning(
                    LogLine.of("forward field ignored")
                            .with("user", mailbox.databaseName())
                            .with("forward", members.bad().getFirst()));
        }
        return members.good().isEmpty()
                ? Optional.empty()
                : Optional.of(new Rule(LABEL, members.good(), "user data base"));
    }
}
