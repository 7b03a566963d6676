package dmail.common.admin;

import dmail.common.admin.AdminCommand.Handler;
import dmail.common.cli.ExitStatus;
import dmail.common.log.LogFollowers;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

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
    public AdminReply handle(List<String> commandLine) {
        Optional<CommandTable.Call> call = CommandTable.find(commandLine, control.server());
        return call.map(this::carryOut).orElseGet(() -> unknown(commandLine));
    }

    private AdminReply carryOut(CommandTable.Call call) {
        AdminCommand command = call.command();
        if (!command.takes(call.arguments().size())) {
            return AdminReply.refused(ExitStatus.USAGE, "usage: " + command.synopsis());
        }
        return switch (command.handler()) {
            case Handler.Shared(var action) -> action.carryOut(this, call.arguments());
            case Handler.Own(var own) -> view.carryOut(own, call.arguments());
            case Handler.Queue _, Handler.Live() ->
                    AdminReply.refused(
                            ExitStatus.UNAVAILABLE, command.name() + ": not on this connection");
            case Handler.NotYet(var meanwhile) ->
                    AdminReply.refused(
                            ExitStatus.UNAVAILABLE,
                            command.name() + ": not served by this version: " + meanwhile);
            case Handler.Retired(var status, var instead) ->
                    AdminReply.sentence(status, command.name() + ": " + instead);
        };
    }

    @Override
    public Optional<LongReply> longReply(List<String> commandLine) {
        return CommandTable.find(commandLine, control.server())
                .filter(call -> call.command().takes(call.arguments().size()))
                .flatMap(this::longReply);
    }

    private Optional<LongReply> longReply(CommandTable.Call call) {
        return call.command().handler() instanceof Handler.Queue(var command)
                ? Optional.of(view.queueReply(command, call.arguments()))
                : Optional.empty();
    }

    @Override
    public Optional<LogFollowers> live(List<String> commandLine) {
        return CommandTable.find(commandLine, control.server())
                .filter(call -> call.command().isLive() && call.arguments().isEmpty())
                .map(_ -> control.followers());
    }

    private AdminReply unknown(List<String> commandLine) {
        String problem =
                commandLine.isEmpty()
                        ? "no command is given"
                        : "no command is named " + commandLine.getFirst();
        return AdminReply.refused(ExitStatus.USAGE, problem + "; the command help lists them");
    }
}
