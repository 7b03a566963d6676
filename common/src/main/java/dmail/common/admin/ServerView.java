package dmail.common.admin;

import dmail.common.admin.command.QueueCommand;
import dmail.common.admin.command.ServerCommand;
import dmail.common.admin.listen.ListenerControl;
import dmail.common.login.Accounts;
import dmail.common.login.Explanation;
import java.util.List;

/** What the commands that all servers share ask of a server; each server fills it in. */
public interface ServerView {
    /** {@return what this server adds to {@code status}, in the order in which it is shown} */
    List<StatusItem> status();

    /** {@return the client connections open now} */
    List<Channel> channels();

    /** {@return the places at which clients connect} */
    ListenerControl listenerControl();

    /** {@return the users and domains in force now} */
    Accounts accounts();

    /** {@return how an address is understood, and where its mail goes} */
    default Explanation explainAddress(String address) {
        return accounts().explainAddress(address);
    }

    /**
     * Carries out a command that only this server has.
     *
     * @param arguments as many as {@link CommandTable} says it takes
     * @throws IllegalArgumentException when it is the other server's
     */
    AdminReply carryOut(ServerCommand command, List<String> arguments);

    /**
     * {@return the reply to a command about the queue; the command is carried out while the reply
     * is written}
     *
     * @throws IllegalArgumentException when this server has no queue
     */
    default LongReply queueReply(QueueCommand command, List<String> arguments) {
        throw new IllegalArgumentException(command + " is for a server with a queue");
    }
}
