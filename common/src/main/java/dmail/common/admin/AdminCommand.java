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
 * @param standing who carries it out
 */
public record AdminCommand(
        String name, String arguments, String summary, Set<Server> servers, Standing standing) {
    public AdminCommand {
        servers = Set.copyOf(servers);
    }

    /** Who carries a command out. */
    public sealed interface Standing {
        /** Both servers, in the same way. */
        record Shared(Action action) implements Standing {}

        /** The one server that has it, through {@link ServerView#carryOut}. */
        record Own(ServerCommand command) implements Standing {}

        /** dsmtp, through {@link ServerView#queueReply}. */
        record Queue(QueueCommand command) implements Standing {}

        /** Whoever has the connection: the lines of the log are sent, until the caller goes. */
        record Live() implements Standing {}

        /**
         * Nobody in this version.
         *
         * @param meanwhile what is so until then, a clause
         */
        record NotYet(String meanwhile) implements Standing {}

        /**
         * Nobody, ever.
         *
         * @param status what the control program exits with
         * @param instead why not, or what to use instead, a clause
         */
        record Retired(ExitStatus status, String instead) implements Standing {}
    }

    /** How a command is carried out that all servers have in common. */
    @FunctionalInterface
    public interface Action {
        AdminReply carryOut(ServerDesk desk, List<String> arguments);
    }

    /** {@return the name and its arguments} */
    public String synopsis() {
        return (name + " " + arguments).stripTrailing();
    }

    /** {@return whether somebody carries it out} */
    public boolean isServed() {
        return switch (standing) {
            case Standing.Shared _, Standing.Own _, Standing.Queue _, Standing.Live _ -> true;
            case Standing.NotYet _, Standing.Retired _ -> false;
        };
    }

    /** {@return whether it is answered by lines that go on coming} */
    public boolean isLive() {
        return standing instanceof Standing.Live;
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
