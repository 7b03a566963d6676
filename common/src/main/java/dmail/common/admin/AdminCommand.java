package dmail.common.admin;

import dmail.common.admin.command.BindingCommand;
import dmail.common.admin.command.QueueCommand;
import dmail.common.admin.command.ServerCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Server;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A control command, one row of {@link CommandTable}.
 *
 * @param name as in the manual, with underscores
 * @param arguments as in the usage: required ones in angle brackets, optional ones in square ones;
 *     with three dots behind them there may be any number of words
 * @param summary what it does or shows, a few words
 * @param servers which have it
 * @param handler how it is carried out
 */
public record AdminCommand(
        String name, String arguments, String summary, Set<Server> servers, Handler handler) {
    public AdminCommand {
        servers = Set.copyOf(servers);
    }

    private static final String ANY_NUMBER = "...";

    /** How a command is carried out. */
    public sealed interface Handler {
        /** In the same way by both servers. */
        record Shared(Action action) implements Handler {}

        /** By one server, through {@link ServerView#carryOut}. */
        record Own(ServerCommand command) implements Handler {}

        /** By dsmtp, through {@link ServerView#queueReply}. */
        record Queue(QueueCommand command) implements Handler {}

        /** By {@link ServerControl#change}, in the name of the caller. */
        record Change(ConfigChange.Verb verb) implements Handler {}

        /** By dsmtp, through {@link ServerView#bindingReply}. */
        record Binding(BindingCommand command) implements Handler {}

        /** By the connection itself: it sends the lines of the log until the caller disconnects. */
        record Live() implements Handler {}

        /**
         * Not in this version.
         *
         * @param meanwhile how things are until then, a clause
         */
        record NotYet(String meanwhile) implements Handler {}

        /**
         * Never: DMail had it.
         *
         * @param status the exit status of the control program
         * @param instead why not, or what to use instead, a clause
         */
        record Retired(ExitStatus status, String instead) implements Handler {}
    }

    /** Carries out a command that both servers have in common. */
    @FunctionalInterface
    public interface Action {
        AdminReply carryOut(ServerCommandHandler handler, List<String> arguments);
    }

    /** {@return the name and its arguments} */
    public String synopsis() {
        return (name + " " + arguments).stripTrailing();
    }

    /** {@return whether it is carried out in this version} */
    public boolean isServed() {
        return switch (handler) {
            case Handler.Shared _,
                    Handler.Own _,
                    Handler.Queue _,
                    Handler.Change _,
                    Handler.Binding _,
                    Handler.Live _ ->
                    true;
            case Handler.NotYet _, Handler.Retired _ -> false;
        };
    }

    /** {@return whether it is answered by a stream of lines} */
    public boolean isLive() {
        return handler instanceof Handler.Live;
    }

    boolean takes(int count) {
        int required = words('<', '>');
        return count >= required
                && (arguments.endsWith(ANY_NUMBER) || count <= required + words('[', ']'));
    }

    /** {@return how many words there are between such brackets} */
    private int words(char opening, char closing) {
        int words = 0;
        boolean isWithin = false;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            isWithin = c == opening || (isWithin && c != closing);
            words += c == opening || (isWithin && c == ' ') ? 1 : 0;
        }
        return words;
    }

    /** {@return whether this is a way to type the name} */
    boolean isTypedAs(String typed) {
        return plain(name).equals(plain(typed));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
