package dmail.common.admin;

import dmail.common.admin.command.QueueCommand;
import dmail.common.admin.command.ServerCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Server;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One control command, a row of {@link CommandTable}.
 *
 * @param name as the manual spells it, with underscores
 * @param arguments as usage shows them: required ones in angle brackets, others in square ones
 * @param summary what it does or shows, a few words
 * @param servers whom it can be sent to
 * @param handler who carries it out
 */
public record AdminCommand(
        String name, String arguments, String summary, Set<Server> servers, Handler handler) {
    public AdminCommand {
        servers = Set.copyOf(servers);
    }

    /** Who carries a command out. */
    public sealed interface Handler {
        /** Both servers, in the same way. */
        record Shared(Action action) implements Handler {}

        /** The one server that has it, through {@link ServerView#carryOut}. */
        record Own(ServerCommand command) implements Handler {}

        /** dsmtp, through {@link ServerView#queueReply}. */
        record Queue(QueueCommand command) implements Handler {}

        /** Whoever has the connection: the lines of the log are sent, until the caller goes. */
        record Live() implements Handler {}

        /**
         * Nobody in this version.
         *
         * @param meanwhile what is so until then, a clause
         */
        record NotYet(String meanwhile) implements Handler {}

        /**
         * Nobody, ever.
         *
         * @param status what the control program exits with
         * @param instead why not, or what to use instead, a clause
         */
        record Retired(ExitStatus status, String instead) implements Handler {}
    }

    /** How a command is carried out that all servers have in common. */
    @FunctionalInterface
    public interface Action {
        AdminReply carryOut(ServerCommandHandler handler, List<String> arguments);
    }

    /** {@return the name and its arguments} */
    public String synopsis() {
        return (name + " " + arguments).stripTrailing();
    }

    /** {@return whether somebody carries it out} */
    public boolean isServed() {
        return switch (handler) {
            case Handler.Shared _, Handler.Own _, Handler.Queue _, Handler.Live _ -> true;
            case Handler.NotYet _, Handler.Retired _ -> false;
        };
    }

    /** {@return whether it is answered by lines that go on coming} */
    public boolean isLive() {
        return handler instanceof Handler.Live;
    }

    boolean takes(int count) {
        long required = count('<');
        return count >= required && count <= required + count('[');
    }

    private long count(char opening) {
        return arguments.chars().filter(c -> c == opening).count();
    }

    /** {@return whether this is how someone may type the name} */
    boolean isTypedAs(String typed) {
        return plain(name).equals(plain(typed));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
