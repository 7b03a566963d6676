package dmail.nwauth;

import dmail.common.address.Wildcard;
import dmail.common.authent.Authenticator;
import dmail.common.authent.DatabaseName;
import dmail.common.authent.InfoFields;
import dmail.common.authent.UserEntry;
import dmail.common.authent.UsersFileEditor;
import dmail.common.authent.UsersTable;
import dmail.common.authent.Verdict;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.cli.Version;
import dmail.common.io.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Carries requests out, and says so in the words of the original module. */
final class RequestHandler {
    private static final List<String> HELP =
            List.of(
                    "check user password [client-ip]",
                    "lookup user",
                    "set user password|(NULL) [label=\"value\" ...]",
                    "del user",
                    "search text [-from n] [-max m]",
                    "version",
                    "help",
                    "quit, exit");

    private final Authenticator users;
    private final UsersFileEditor file;
    private final Options options;
    private final RandomGenerator random;

    RequestHandler(
            Authenticator users, UsersFileEditor file, Options options, RandomGenerator random) {
        this.users = users;
        this.file = file;
        this.options = options;
        this.random = random;
    }

    /**
     * Answers a request.
     *
     * @param data takes the lines before the last one, as they are found
     * @return the last line: +OK, -ERR or -DEAD
     */
    String answer(Request request, Consumer<String> data) {
        return switch (request) {
            case Request.Check(var name, var password) -> check(name, password);
            case Request.Lookup(var name) -> reply(users.lookup(name), name + " does not exist");
            case Request.Set set -> set(set);
            case Request.Delete(var name) -> delete(name);
            case Request.Search search -> search(search, data);
            case Request.Version() -> "+OK NWAuth " + Version.TEXT;
            case Request.Help() -> help(data);
            case Request.Exit() -> "+OK goodbye";
            case Request.Wrong(var why) -> error(why);
        };
    }

    private String check(String name, Password password) {
        Verdict verdict = users.check(name, password, InetAddress.getLoopbackAddress());
        return reply(verdict, name + " password wrong or not a valid user");
    }

    private String reply(Verdict verdict, String no) {
        return switch (verdict) {
            case Verdict.Accepted user -> "+OK " + describe(user.name(), user.info());
            case Verdict.Rejected _ -> error(no);
            case Verdict.Unavailable(var why) -> dead(why);
        };
    }

    private String describe(String name, Map<String, String> info) {
        String user = name + " " + options.dropPaths().of(name) + " 0";
        return info.isEmpty() ? user : user + " " + InfoFields.show(info);
    }

    private static String error(String why) {
        return "-ERR " + why;
    }

    private static String dead(String why) {
        return "-DEAD " + why;
    }

    private String set(Request.Set set) {
        String name = DatabaseName.fold(set.name());
        if (!options.names().allows(name)) {
            return error(name + " is not a valid user name");
        }
        return switch (set.change()) {
            case Request.PasswordChange.Keep() -> change(name, Optional.empty(), set.fields());
            case Request.PasswordChange.Replace(var password)
                    when DatabaseName.isAskable(password) ->
                    change(name, Optional.of(PasswordHashes.hash(password, random)), set.fields());
            case Request.PasswordChange.Replace _ -> error("password too long or not one word");
        };
    }

    private String change(String name, Optional<String> hash, Map<String, String> fields) {
        return edit(
                name,
                old -> {
                    if (old.isEmpty() && hash.isEmpty()) {
                        return new Edit(old, "-ERR " + name + " does not exist");
                    }
                    UserEntry entry =
                            new UserEntry(
                                    name,
                                    hash.orElseGet(() -> old.orElseThrow().hash()),
                                    fields.isEmpty()
                                            ? old.map(UserEntry::info).orElse(fields)
                                            : fields);
                    return new Edit(Optional.of(entry), "+OK " + name + " added to database");
                });
    }

    private String delete(String name) {
        return edit(
                name,
                old ->
                        new Edit(
                                Optional.empty(),
                                old.isEmpty()
                                        ? "-ERR " + name + " does not exist"
                                        : "+OK " + name + " deleted from database"));
    }

    /** A changed user and what is said about the change. */
    private record Edit(Optional<UserEntry> user, String reply) {}

    private interface Change {
        Edit of(Optional<UserEntry> user);
    }

    private String edit(String name, Change change) {
        if (options.readOnly()) {
            return error("the database is read only");
        }
        AtomicReference<String> reply = new AtomicReference<>("");
        try {
            file.edit(
                    name,
                    user -> {
                        Edit edit = change.of(user);
                        reply.set(edit.reply());
                        return edit.user();
                    });
            return reply.get();
        } catch (IOException e) {
            return dead("the database cannot be written: " + Reason.of(e));
        }
    }

    private String search(Request.Search search, Consumer<String> data) {
        Optional<Wildcard> pattern = Wildcard.parse(search.wildcard());
        if (pattern.isEmpty()) {
            return error("the text to search for is too long");
        }
        try {
            return file.isThere() ? search(search, pattern.get(), data) : found(0, 0);
        } catch (IOException e) {
            return dead("the database cannot be read: " + Reason.of(e));
        }
    }

    private String search(Request.Search search, Wildcard pattern, Consumer<String> data)
            throws IOException {
        Found found = new Found(pattern, search, data);
        try (UsersTable users = UsersTable.open(file.file())) {
            users.each(found::show);
            return found(found.shown, users.size());
        }
    }

    private static String found(int shown, int all) {
        return "+OK Search Complete %d items found out of %d".formatted(shown, all);
    }

    /** Shows the users that are wanted, and counts them. */
    private static final class Found {
        private final Wildcard pattern;
        private final Consumer<String> data;
        private final int most;
        private int before;
        private int shown;

        private Found(Wildcard pattern, Request.Search search, Consumer<String> data) {
            this.pattern = pattern;
            this.data = data;
            this.most = search.most();
            this.before = search.from() - 1;
        }

        private boolean show(UserEntry user) {
            if (shown == most) {
                return false;
            }
            if (pattern.matches(user.name())) {
                if (before > 0) {
                    before--;
                } else {
                    String line = user.name() + " " + InfoFields.show(user.info());
                    data.accept("+DATA " + line.strip());
                    shown++;
                }
            }
            return true;
        }
    }

    private static String help(Consumer<String> data) {
        HELP.forEach(line -> data.accept("+DATA " + line));
        return "+OK";
    }
}
