package dmail.common.admin;

import dmail.common.admin.AdminCommand.Standing;
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
public record ServerDesk(ServerControl control, ServerView view, InstantSource clock)
        implements AdminDesk {
    @Override
    public AdminReply handle(List<String> words) {
        Optional<CommandTable.Call> call = CommandTable.find(words, control.server());
        return call.map(this::carryOut).orElseGet(() -> unknown(words));
    }

    private AdminReply carryOut(CommandTable.Call call) {
        AdminCommand command = call.command();
        if (!command.takes(call.arguments().size())) {
            return AdminReply.refused(ExitStatus.USAGE, "usage: " + command.synopsis());
        }
        return switch (command.standing()) {
            case Standing.Shared(var action) -> action.carryOut(this, call.arguments());
            case Standing.Own(var own) -> view.carryOut(own, call.arguments());
            case Standing.Queue _, Standing.Live() ->
                    AdminReply.refused(
                            ExitStatus.UNAVAILABLE, command.name() + ": not on this connection");
            case Standing.NotYet(var meanwhile) ->
                    AdminReply.refused(
                            ExitStatus.UNAVAILABLE,
                            command.name() + ": not served by this version: " + meanwhile);
            case Standing.Retired(var status, var instead) ->
                    AdminReply.sentence(status, command.name() + ": " + instead);
        };
    }

    @Override
    public Optional<LongReply> longReply(List<String> words) {
        return CommandTable.find(words, control.server())
                .filter(call -> call.command().takes(call.arguments().size()))
                .flatMap(this::longReply);
    }

    private Optional<LongReply> longReply(CommandTable.Call call) {
        return call.command().standing() instanceof Standing.Queue(var command)
                ? Optional.of(view.queueReply(command, call.arguments()))
                : Optional.empty();
    }

    @Override
    public Optional<LogFollowers> live(List<String> words) {
        return CommandTable.find(words, control.server())
                .filter(call -> call.command().isLive() && call.arguments().isEmpty())
                .map(_ -> control.followers());
    }

    private AdminReply unknown(List<String> words) {
        String problem =
                words.isEmpty() ? "no command is given" : "no command is named " + words.getFirst();
        return AdminReply.refused(ExitStatus.USAGE, problem + "; the command help lists them");
    }
}
