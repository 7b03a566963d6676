package dmail.common.admin;

import dmail.common.admin.AdminCommand.Handler;
import dmail.common.cli.ExitStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The control commands of one server.
 *
 * @param control of the running server
 * @param view of what the commands show
 * @param clock for showing how long things have lasted
 */
public record ServerCommandHandler(ServerControl control, ServerView view, InstantSource clock)
        implements AdminRequestHandler {
    @Override
    public AdminAnswer answer(List<String> commandLine) {
        return answer(commandLine, () -> "unknown");
    }

    @Override
    public AdminAnswer answer(List<String> commandLine, Caller caller) {
        return CommandTable.find(commandLine, control.server())
                .map(call -> answer(call, commandLine, caller))
                .orElseGet(() -> unknown(commandLine));
    }

    private AdminAnswer answer(CommandTable.Call call, List<String> commandLine, Caller caller) {
        AdminCommand command = call.command();
        List<String> arguments = call.arguments();
        if (!command.takes(arguments.size())) {
            return AdminReply.refused(
                    ExitStatus.USAGE, "usage: " + command.synopsis() + perhaps(commandLine));
        }
        return switch (command.handler()) {
            case Handler.Shared(var action) -> later(() -> action.carryOut(this, arguments));
            case Handler.Own(var own) -> later(() -> view.carryOut(own, arguments));
            case Handler.Queue(var queue) -> view.queueReply(queue, arguments);
            case Handler.Change(var verb) -> change(verb, arguments, caller);
            case Handler.Binding(var binding) -> view.bindingReply(binding, arguments);
            case Handler.Live() -> new AdminAnswer.Live(control.followers());
            case Handler.NotYet(var meanwhile) ->
                    AdminReply.refused(
                            ExitStatus.UNAVAILABLE,
                            command.name() + ": not served by this version: " + meanwhile);
            case Handler.Retired(var status, var instead) ->
                    AdminReply.sentence(status, command.name() + ": " + instead);
        };
    }

    /** The request is logged before it is carried out. */
    private static StreamedReply later(Supplier<AdminReply> command) {
        return writer -> writer.write(command.get());
    }

    private StreamedReply change(ConfigChange.Verb verb, List<String> words, Caller caller) {
        return writer -> {
            String line = String.join(" ", words);
            return writer.write(
                    control.change(new ConfigChange(verb, line, caller.name(), caller.isRemote())));
        };
    }

    private String perhaps(List<String> commandLine) {
        return CommandTable.meant(commandLine, control.server())
                .map(meant -> "; perhaps: " + meant)
                .orElse("");
    }

    private AdminReply unknown(List<String> commandLine) {
        String problem =
                commandLine.isEmpty()
                        ? "no command is given"
                        : "no command is named " + commandLine.getFirst();
        return AdminReply.refused(
                ExitStatus.USAGE, problem + perhaps(commandLine) + "; the command help lists them");
    }
}
