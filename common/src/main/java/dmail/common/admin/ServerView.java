package dmail.common.admin;

import dmail.common.login.Accounts;
import dmail.common.login.Explanation;
import java.util.List;
import java.util.Optional;

/** What the commands that all servers share ask of a server; each server fills it in. */
public interface ServerView {
    /** {@return what this server adds to {@code status}, in the order in which it is shown} */
    List<StatusItem> status();

    /** {@return the client connections open now} */
    List<Channel> channels();

    /** {@return the users and domains in force now} */
    Accounts accounts();

    /** {@return how an address is understood, and where its mail goes} */
    default Explanation explainAddress(String address) {
        return accounts().explainAddress(address);
    }

    /**
     * Carries out a command that only this server has.
     *
     * @param command its name in {@link CommandTable}
     */
    AdminReply carryOut(String command, List<String> arguments);

    /** {@return the reply to such a command, if it is made while it is sent} */
    default Optional<LongReply> longReply(String command, List<String> arguments) {
        return Optional.empty();
    }
}
