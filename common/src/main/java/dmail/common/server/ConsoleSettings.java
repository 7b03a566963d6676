package dmail.common.server;

import dmail.common.admin.AdminReply;
import dmail.common.admin.ConfigChange;
import dmail.common.admin.ConfigChange.Verb;
import dmail.common.admin.ConfigReply;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Setting;
import dmail.common.config.runtime.ConsoleSize;
import dmail.common.config.runtime.ConsoleTransaction;
import dmail.common.config.runtime.LineChange;
import dmail.common.log.LogLine;
import dmail.common.server.Reloading.Result;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Settings that were changed by commands, and hold until the next reload or restart. Used by one
 * thread at a time.
 */
final class ConsoleSettings {
    /** Whoever has the manager's password must not get a program run by it. */
    private static final AdminReply NOT_OVER_THE_NETWORK =
            AdminReply.refused(
                    ExitStatus.NO_PERMISSION,
                    "config: over the network only options of sending can be changed, since other"
                            + " settings name programs and files; give the command on the"
                            + " server's host");

    private static final String UNTIL = "until the next reload or restart";

    private final ConsoleServer server;
    private final WrittenSettings written;

    /** Those that may differ from the files. */
    private final Set<Setting<?>> changed = new HashSet<>();

    private ConsoleSize size = ConsoleSize.NONE;
    private int lines;
    private Optional<ConsoleTransaction> open = Optional.empty();
    private Optional<Dropped> dropped = Optional.empty();

    /**
     * A transaction that ended without its owner. If he doesn't know, his next changes must not
     * hold without the others.
     *
     * @param until when he may be taken to have left
     */
    private record Dropped(String owner, Instant until, String why) {}

    /**
     * @param read the settings as the files have them
     */
    ConsoleSettings(Configuration read, ConsoleServer server) {
        this(server, new WrittenSettings(read, server));
    }

    ConsoleSettings(ConsoleServer server, WrittenSettings written) {
        this.server = server;
        this.written = written;
    }

    /** The files have been read again, so no change is left. */
    void reloaded(Configuration read) {
        drop("the configuration was read again");
        written.read(read);
        forget();
    }

    private void forget() {
        changed.clear();
        size = ConsoleSize.NONE;
        lines = 0;
    }

    private void drop(String why) {
        open.ifPresent(transaction -> drop(transaction, why));
    }

    private void drop(ConsoleTransaction transaction, String why) {
        Instant until = server.clock().instant().plus(ConsoleTransaction.LONGEST);
        dropped = Optional.of(new Dropped(transaction.owner(), until, why));
        open = Optional.empty();
        server.log()
                .warning(
                        LogLine.of("transaction dropped")
                                .with("by", transaction.owner())
                                .with("count", transaction.changes())
                                .with("reason", why));
    }

    /** {@return the settings from now on, and what the administrator is told} */
    Result carryOut(Configuration current, ConfigChange change) {
        if (open.filter(transaction -> transaction.isOver(server.clock().instant())).isPresent()) {
            drop(ConsoleTransaction.LONGEST.toMinutes() + " minutes without commit");
        }
        Optional<ConsoleTransaction> others =
                open.filter(transaction -> !transaction.owner().equals(change.caller()));
        if (others.isPresent()) {
            return same(current, taken(others.get()));
        }
        Optional<Dropped> own =
                dropped.filter(gone -> gone.owner().equals(change.caller()))
                        .filter(gone -> server.clock().instant().isBefore(gone.until()));
        return switch (change.verb()) {
            case SET, UNSET ->
                    own.isPresent() ? same(current, isDropped(own.get())) : line(current, change);
            case BEGIN -> same(current, begin(current, change.caller()));
            case COMMIT -> commit(current, own);
            case ROLLBACK -> same(current, rollback(own));
            case WRITEBACK -> writeBack(current, change.caller());
        };
    }

    private static AdminReply isDropped(Dropped gone) {
        return AdminReply.refused(
                ExitStatus.DATA_ERROR,
                "config: the transaction was dropped: "
                        + gone.why()
                        + "; config rollback ends it, config begin begins another");
    }

    private static Result same(Configuration current, AdminReply reply) {
        return new Result(current, reply);
    }

    private static AdminReply taken(ConsoleTransaction transaction) {
        return AdminReply.refused(
                ExitStatus.TEMPORARY,
                "config: "
                        + transaction.owner()
                        + " has a transaction open since "
                        + transaction.began()
                        + "; it ends by commit or rollback, at the latest at "
                        + transaction.began().plus(ConsoleTransaction.LONGEST));
    }

    private Result line(Configuration current, ConfigChange change) {
        lines++;
        Configuration before = open.map(ConsoleTransaction::next).orElse(current);
        LineChange.Outcome outcome =
                change.verb() == Verb.SET
                        ? LineChange.set(before, change.words(), lines, server.server())
                        : LineChange.unset(before, change.words(), lines, server.server());
        return switch (outcome) {
            case LineChange.Outcome.Refused(var why) ->
                    same(current, ConfigReply.errors(ExitStatus.DATA_ERROR, why));
            case LineChange.Outcome.Changed fresh
                    when change.isRemote() && !LineChange.isOfSending(fresh.setting()) ->
                    same(current, NOT_OVER_THE_NETWORK);
            case LineChange.Outcome.Changed fresh -> changed(current, change.caller(), fresh);
        };
    }

    private Result changed(Configuration current, String caller, LineChange.Outcome.Changed fresh) {
        ConsoleTransaction next = open.orElseGet(() -> transaction(current, caller)).with(fresh);
        if (fresh.growth().lines() > 0 && next.size().isTooMuch()) {
            return same(current, tooMuch());
        }
        if (open.isEmpty()) {
            return takeEffect(current, next);
        }
        open = Optional.of(next);
        List<String> warnings = fresh.warnings().stream().map(ConfigProblem::toString).toList();
        return same(
                current,
                ConfigReply.done(
                        "console:" + lines + " will hold from config commit on",
                        warnings,
                        OptionalInt.empty()));
    }

    private static AdminReply tooMuch() {
        return AdminReply.refused(
                ExitStatus.TEMPORARY,
                "config: more than "
                        + ConsoleSize.MOST_LINES
                        + " lines, or "
                        + ConsoleSize.MOST_OCTETS
                        + " octets, can't be changed at run time; config writeback writes those"
                        + " that are in force into the file");
    }

    private ConsoleTransaction transaction(Configuration current, String caller) {
        Instant began = server.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return new ConsoleTransaction(caller, began, current, size, Set.of(), 0);
    }

    private AdminReply begin(Configuration current, String caller) {
        dropped = dropped.filter(gone -> !gone.owner().equals(caller));
        if (open.isPresent()) {
            return AdminReply.refused(
                    ExitStatus.DATA_ERROR,
                    "config begin: a transaction is open since "
                            + open.get().began()
                            + "; config commit or config rollback ends it");
        }
        open = Optional.of(transaction(current, caller));
        return AdminReply.done("changes will hold from config commit on");
    }

    private Result commit(Configuration current, Optional<Dropped> own) {
        if (open.isEmpty()) {
            return same(current, noneIsOpen("commit", own));
        }
        Result result = takeEffect(current, open.get());
        if (result.reply().status() == ExitStatus.OK) {
            open = Optional.empty();
        }
        return result;
    }

    private AdminReply rollback(Optional<Dropped> own) {
        if (open.isEmpty()) {
            return noneIsOpen("rollback", own);
        }
        int lost = open.get().changes();
        open = Optional.empty();
        return AdminReply.done("the transaction is ended; changes dropped: " + lost);
    }

    /** If it was dropped, its owner knows by now. */
    private AdminReply noneIsOpen(String command, Optional<Dropped> own) {
        String why = own.map(gone -> "; it was dropped: " + gone.why()).orElse("");
        own.ifPresent(_ -> dropped = Optional.empty());
        return AdminReply.refused(
                ExitStatus.DATA_ERROR, "config " + command + ": no transaction is open" + why);
    }

    private Result takeEffect(Configuration current, ConsoleTransaction changes) {
        if (changes.next() == current) {
            return same(current, AdminReply.done("nothing differs from what is in force"));
        }
        ConfigReading after = server.check(changes.next(), changes.settings());
        List<ConfigProblem> fresh = fresh(after.problems(), current, changes.settings());
        List<String> errors =
                fresh.stream()
                        .filter(problem -> problem.severity() != ConfigProblem.Severity.WARNING)
                        .map(ConfigProblem::toString)
                        .toList();
        if (!errors.isEmpty()) {
            return same(current, ConfigReply.errors(ExitStatus.DATA_ERROR, errors));
        }
        Configuration next = after.configuration();
        return switch (server.apply(current, next, changes.settings())) {
            case Running.Reload.Refused(var why) ->
                    same(current, ConfigReply.errors(ExitStatus.CONFIG, List.of(why)));
            case Running.Reload.Done(var rebound) -> {
                keep(changes);
                List<String> warnings = fresh.stream().map(ConfigProblem::toString).toList();
                yield new Result(next, ConfigReply.done("in force " + UNTIL, warnings, rebound));
            }
        };
    }

    /**
     * {@return the problems that there were not before} Without any, nothing is looked up again.
     */
    private List<ConfigProblem> fresh(
            List<ConfigProblem> problems, Configuration current, Set<Setting<?>> settings) {
        if (problems.isEmpty()) {
            return problems;
        }
        Set<ConfigProblem> before = new HashSet<>(server.check(current, settings).problems());
        return problems.stream().filter(problem -> !before.contains(problem)).toList();
    }

    private void keep(ConsoleTransaction changes) {
        changed.addAll(changes.settings());
        size = changes.size();
        server.log()
                .announce(
                        LogLine.of("settings changed")
                                .with("by", changes.owner())
                                .with("count", changes.changes()));
    }

    private Result writeBack(Configuration current, String caller) {
        if (open.isPresent()) {
            return same(
                    current,
                    AdminReply.refused(
                            ExitStatus.DATA_ERROR,
                            "config writeback: a transaction is open; commit or rollback first"));
        }
        Result result = written.write(current, Set.copyOf(changed), caller);
        if (result.reply().status() == ExitStatus.OK) {
            forget();
        }
        return result;
    }
}
