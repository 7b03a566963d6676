package dmail.common.admin;

import dmail.common.admin.AdminCommand.Action;
import dmail.common.admin.AdminCommand.Handler;
import dmail.common.admin.AdminCommand.Handler.Binding;
import dmail.common.admin.AdminCommand.Handler.Change;
import dmail.common.admin.AdminCommand.Handler.Live;
import dmail.common.admin.AdminCommand.Handler.NotYet;
import dmail.common.admin.AdminCommand.Handler.Own;
import dmail.common.admin.AdminCommand.Handler.Queue;
import dmail.common.admin.AdminCommand.Handler.Retired;
import dmail.common.admin.AdminCommand.Handler.Shared;
import dmail.common.admin.ConfigChange.Verb;
import dmail.common.admin.command.BindingCommand;
import dmail.common.admin.command.DpopCommand;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.admin.command.QueueCommand;
import dmail.common.admin.listen.IpsCommand;
import dmail.common.admin.listen.ListenCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Server;
import dmail.common.net.InterfaceAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All control commands; parsing, help and manual pages use this table. */
public final class CommandTable {
    private static final Set<Server> BOTH = Set.of(Server.DSMTP, Server.DPOP);
    private static final Retired LICENCE =
            new Retired(ExitStatus.OK, "not needed: there are no licences or keys");

    private static final String OPTION = "[scope] <option>...";
    private static final String COUNT = "<binding> <n>";
    private static final String LINE = "<setting>...";
    private static final String ORDER = "<pattern> [--dry-run]";

    /** All commands, in alphabetical order. */
    public static final List<AdminCommand> ALL =
            List.of(
                    both(
                            "address",
                            "<address>",
                            "the expansion of an address, step by step",
                            SharedCommands::address),
                    binding(
                            BindingCommand.BINDING_ACTIVE,
                            COUNT,
                            "the domains to which more than n messages of a binding are sent now"),
                    binding(
                            BindingCommand.BINDING_DELAYED,
                            COUNT,
                            "the domains for which more than n messages of a binding wait"),
                    binding(
                            BindingCommand.BINDING_FAIL_DOMAIN,
                            "[quiet] [--dry-run] <binding> <domain|all> [text]...",
                            "bounce queued messages of a binding"),
                    binding(
                            BindingCommand.BINDING_FLUSH_DOMAIN,
                            "<binding> <domain|all> [--dry-run]",
                            "try queued messages of a binding now"),
                    own(
                            DsmtpCommand.BINDING_REST_CANCEL,
                            "<binding> <domain>",
                            "send to a domain again that keeps refusing a binding's source"),
                    own(
                            DsmtpCommand.BINDING_REST_LIST,
                            "",
                            "the sources that rest, since domains kept refusing them"),
                    own(
                            DsmtpCommand.BINDING_RESUME,
                            "<binding> [domain d]",
                            "resume deliveries by a binding, or those to one domain"),
                    binding(
                            BindingCommand.BINDING_SUMMARY,
                            "[binding|group:name]",
                            "the bindings, their states and how much mail they have"),
                    own(
                            DsmtpCommand.BINDING_SUSPEND,
                            "<binding> [domain d] [minutes] [reason]...",
                            "suspend deliveries by a binding, or those to one domain"),
                    queue(QueueCommand.BOUNCE, ORDER, "bounce queued messages"),
                    own(
                            DpopCommand.CHECK,
                            "<user|all>",
                            "compare mail with its indexes, and rebuild wrong ones"),
                    binding(
                            BindingCommand.CHECK_IPS,
                            "",
                            "whether each source address has a name that leads back to it"),
                    both(
                            "clear_cache_all",
                            "",
                            "clear the cache of the user data base's answers",
                            SharedCommands::clearCache),
                    both(
                            "config",
                            "<setting>",
                            "the value of a setting, and the line that it is from",
                            SharedCommands::config),
                    change(
                            Verb.BEGIN,
                            "",
                            "begin a transaction: changes by config set hold at config commit"),
                    change(Verb.COMMIT, "", "end the transaction: all its changes hold, or none"),
                    own(
                            DsmtpCommand.CONFIG_EVAL,
                            OPTION,
                            "the value of an option of sending that holds in a scope, and its line"),
                    own(
                            DsmtpCommand.CONFIG_GET,
                            OPTION,
                            "the value of an option of sending in that very scope, and its line"),
                    change(Verb.ROLLBACK, "", "end the transaction: none of its changes holds"),
                    change(Verb.SET, LINE, "change a setting, until the next reload or restart"),
                    both(
                            "config_show",
                            "",
                            "the settings that differ from their defaults, as lines of dmail.conf",
                            SharedCommands::configShow),
                    change(
                            Verb.UNSET,
                            LINE,
                            "drop the lines that begin so, until the next reload or restart"),
                    change(Verb.WRITEBACK, "", "write the changed settings into dmail.conf"),
                    queue(QueueCommand.DELETE, ORDER, "remove queued messages, without reports"),
                    own(
                            DsmtpCommand.DNS,
                            "<domain>",
                            "the hosts that a domain's mail is sent to, and how they are found"),
                    smtp("filters", "the mail filter rules", new NotYet("no mail is filtered")),
                    both("help", "", "this list", SharedCommands::help),
                    queue(
                            QueueCommand.HOLD,
                            ORDER,
                            "stop trying queued messages until they are released"),
                    both(
                            "ips",
                            "",
                            "the machine's addresses, their names and groups, and the ports there",
                            (handler, _) ->
                                    IpsCommand.reply(
                                            handler.control().configuration(),
                                            handler.view().accounts().groups(),
                                            InterfaceAddresses.all())),
                    pop("key", "load a licence key", LICENCE),
                    own(
                            DpopCommand.KICK,
                            "<user>",
                            "end the sessions of a user; nothing is deleted"),
                    both(
                            "listen_list",
                            "",
                            "the listeners and their states",
                            (handler, _) -> ListenCommand.list(handler.view().listenerControl())),
                    both(
                            "listen_start",
                            "<listener>",
                            "accept clients at a listener, until the next reload",
                            (handler, name) ->
                                    ListenCommand.start(
                                            handler.view().listenerControl(), name.getFirst())),
                    both(
                            "listen_stop",
                            "<listener>",
                            "accept no one at a listener, until the next reload",
                            (handler, name) ->
                                    ListenCommand.stop(
                                            handler.view().listenerControl(), name.getFirst())),
                    both(
                            "log_level",
                            "[error|warning|info|debug]",
                            "how much is logged, until the next reload or restart",
                            SharedCommands::logLevel),
                    both(
                            "login",
                            "<name> [local-ip]",
                            "the user and drop file of a login name, step by step",
                            SharedCommands::login),
                    both(
                            "monitors",
                            "",
                            "the callers that follow the log by sendlog",
                            MonitorsCommand::monitors),
                    binding(
                            BindingCommand.PROBE,
                            "<binding> <domain>",
                            "connect to a host of a domain as a binding does, and show its replies"),
                    smtp(
                            "profile",
                            "code-profiling counters",
                            unserved("no counters are kept; jcmd takes the pid that status shows")),
                    queue(
                            QueueCommand.QUEUE,
                            "[pattern|summary] [mx]",
                            "the queued messages, or a summary by domain, or provider, and age"),
                    smtp(
                            "quiet",
                            "print less on standard output",
                            unserved("nothing is printed on standard output; see log_level")),
                    queue(
                            QueueCommand.REBIND,
                            "<binding|all> [domain] [--dry-run]",
                            "decide again by which bindings queued messages leave"),
                    new AdminCommand("register", "", "register the server", BOTH, LICENCE),
                    own(
                            DpopCommand.REHASH,
                            "",
                            "move drop files and stores to their hashed folders"),
                    queue(QueueCommand.RELEASE, ORDER, "release held messages, and try them now"),
                    both(
                            "reload",
                            "",
                            "read dmail.conf again; with errors, keep the old settings",
                            (handler, _) -> handler.control().reload()),
                    binding(
                            BindingCommand.REROUTE_QUEUE,
                            "<from> <to> [--dry-run]",
                            "send queued messages for a domain to the hosts of another"),
                    own(DsmtpCommand.RESUME, "", "resume deliveries to other hosts"),
                    new AdminCommand(
                            "sendlog",
                            "",
                            "follow the log, until you interrupt it",
                            BOTH,
                            new Live()),
                    own(
                            DsmtpCommand.SHOW,
                            "<id|inbound|outbound>",
                            "a queued message with the beginning of its text, or connections"),
                    both(
                            "showchans",
                            "",
                            "the client connections open now",
                            ChannelCommand::showchans),
                    own(DsmtpCommand.SHOWSEND, "", "the outgoing connections open now"),
                    both("shutdown", "", "stop the server cleanly", SharedCommands::shutdown),
                    own(
                            DpopCommand.STATISTICS,
                            "",
                            "figures of this hour, of today, and since the start"),
                    both("status", "", "what the server is doing", SharedCommands::status),
                    own(DsmtpCommand.SUSPEND, "", "suspend deliveries to other hosts"),
                    binding(
                            BindingCommand.TRACE_SMTP_ADD,
                            "<binding|*> <domain|*> <file>",
                            "write what is said to and by other hosts to a file"),
                    binding(BindingCommand.TRACE_SMTP_LIST, "", "the traces"),
                    binding(BindingCommand.TRACE_SMTP_REMOVE, "<n>", "end a trace"),
                    queue(QueueCommand.TRY, ORDER, "try some queued messages now"),
                    queue(
                            QueueCommand.TRYALL,
                            "[--dry-run]",
                            "flush the queue: try all messages now"),
                    both("version", "", "the server's version", SharedCommands::version),
                    own(
                            DsmtpCommand.WHY,
                            "<from> <to> [client] [in-ip] [login]",
                            "the binding by which mail would leave, what decides it, and its options"));

    private CommandTable() {}

    private static AdminCommand both(String name, String arguments, String summary, Action action) {
        return new AdminCommand(name, arguments, summary, BOTH, new Shared(action));
    }

    private static AdminCommand smtp(String name, String summary, Handler handler) {
        return new AdminCommand(name, "", summary, Set.of(Server.DSMTP), handler);
    }

    private static AdminCommand change(Verb verb, String arguments, String summary) {
        return new AdminCommand("config_" + name(verb), arguments, summary, BOTH, new Change(verb));
    }

    private static AdminCommand queue(QueueCommand command, String arguments, String summary) {
        return new AdminCommand(
                name(command), arguments, summary, Set.of(Server.DSMTP), new Queue(command));
    }

    private static AdminCommand binding(BindingCommand command, String arguments, String summary) {
        return new AdminCommand(
                name(command), arguments, summary, Set.of(Server.DSMTP), new Binding(command));
    }

    private static AdminCommand own(DsmtpCommand command, String arguments, String summary) {
        return new AdminCommand(
                name(command), arguments, summary, Set.of(Server.DSMTP), new Own(command));
    }

    private static AdminCommand own(DpopCommand command, String arguments, String summary) {
        return new AdminCommand(
                name(command), arguments, summary, Set.of(Server.DPOP), new Own(command));
    }

    private static String name(Enum<?> command) {
        return command.name().toLowerCase(Locale.ROOT);
    }

    private static AdminCommand pop(String name, String summary, Handler handler) {
        return new AdminCommand(name, "", summary, Set.of(Server.DPOP), handler);
    }

    private static Retired unserved(String instead) {
        return new Retired(ExitStatus.UNAVAILABLE, "no longer served: " + instead);
    }

    /**
     * A command with its arguments.
     *
     * @param arguments the words after its name
     */
    public record Call(AdminCommand command, List<String> arguments) {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Finds the command at the beginning of the words. Underscores may be left out, or typed as
     * hyphens or blanks: {@code log level debug} is {@code log_level debug}.
     */
    public static Optional<Call> find(List<String> commandLine, Server server) {
        // The longest name first: "show chans" must not be read as "show" with an argument.
        for (int used = commandLine.size(); used >= 1; used--) {
            String typed = String.join("", commandLine.subList(0, used));
            for (AdminCommand command : ALL) {
                if (command.servers().contains(server) && command.isTypedAs(typed)) {
                    return Optional.of(
                            new Call(command, commandLine.subList(used, commandLine.size())));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the command line that was perhaps meant, where the words of a command stand in
     * another order or apart: {@code binding suspend one} for {@code binding one suspend}}
     */
    public static Optional<String> meant(List<String> commandLine, Server server) {
        String best = "";
        int most = 1;
        for (AdminCommand command : servedBy(server)) {
            List<String> name = List.of(command.name().split("_", -1));
            List<String> rest = new ArrayList<>(commandLine);
            boolean hasAll = name.size() > most && name.stream().allMatch(word -> take(word, rest));
            if (hasAll && command.takes(rest.size())) {
                most = name.size();
                best = (String.join(" ", name) + " " + String.join(" ", rest)).strip();
            }
        }
        return Optional.of(best).filter(found -> !found.isEmpty());
    }

    /** {@return whether a word was among others; it no longer is} */
    private static boolean take(String word, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase(word)) {
                words.remove(i);
                return true;
            }
        }
        return false;
    }

    /** {@return the commands that a server carries out} */
    public static List<AdminCommand> servedBy(Server server) {
        return ALL.stream()
                .filter(command -> command.servers().contains(server) && command.isServed())
                .toList();
    }

    /** {@return a server's commands for people, one a line} */
    public static String help(Server server) {
        List<AdminCommand> commands = servedBy(server);
        int width = commands.stream().mapToInt(c -> c.synopsis().length()).max().orElse(0);
        return commands.stream()
                .map(c -> "  " + pad(c.synopsis(), width) + "  " + c.summary() + "\n")
                .collect(Collectors.joining());
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
