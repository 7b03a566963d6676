package dmail.common.admin;

import dmail.common.admin.command.BindingCommand;
import dmail.common.admin.command.QueueCommand;
import dmail.common.admin.command.ServerCommand;
import dmail.common.admin.listen.ListenerControl;
import dmail.common.login.Accounts;
import dmail.common.login.Explanation;
import java.util.List;

/** What each server provides for the control commands that both have. */
public interface ServerView {
    /** {@return the lines this server adds to {@code status}, in their order} */
    List<StatusItem> status();

    /** {@return the open client connections} */
    List<Channel> channels();

    /** {@return the listeners} */
    ListenerControl listenerControl();

    /** {@return the current users and domains} */
    Accounts accounts();

    /** {@return how an address is routed} */
    default Explanation explainAddress(String address) {
        return accounts().explainAddress(address);
    }

    /**
     * Carries out a command that only this server has.
     *
     * @param arguments as many as {@link CommandTable} says it takes
     * @throws IllegalArgumentException when it is a command of the other server
     */
    AdminReply carryOut(ServerCommand command, List<String> arguments);

    /**
     * {@return the reply to a command about the queue, which is carried out as the reply is
     * written}
     *
     * @throws IllegalArgumentException when this server has no queue
     */
    default StreamedReply queueReply(QueueCommand command, List<String> arguments) {
        throw new IllegalArgumentException(command + " is for a server with a queue");
    }

    /**
     * {@return the reply to a command about bindings, which is carried out as the reply is written}
     *
     * @throws IllegalArgumentException when this server sends no mail
     */
    default StreamedReply bindingReply(BindingCommand command, List<String> arguments) {
        throw new IllegalArgumentException(command + " is for a server that sends mail");
    }
}
