package dmail.nwauth;

import dmail.common.address.Wildcard;
import dmail.common.authent.Authenticator;
import dmail.common.authent.DatabaseName;
import dmail.common.authent.InfoFields;
import dmail.common.authent.Password;
import dmail.common.authent.PasswordHashes;
import dmail.common.authent.UserEntry;
import dmail.common.authent.UsersFileEditor;
import dmail.common.authent.UsersText;
import dmail.common.authent.Verdict;
import dmail.common.cli.Version;
import dmail.common.io.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Carries requests out, and says so in the words of the original module. */
final class Desk {
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

    Desk(Authenticator users, UsersFileEditor file, Options options, RandomGenerator random) {
        this.users = users;
        this.file = file;
        this.options = options;
        this.random = random;
    }

    /** {@return the answer's lines; the last one is +OK, -ERR or -DEAD} */
    List<String> answer(Request request) {
        return switch (request) {
            case Request.Check(var name, var password) -> check(name, password);
            case Request.Lookup(var name) -> verdict(users.lookup(name), name + " does not exist");
            case Request.Set set -> set(set);
            case Request.Delete(var name) -> delete(name);
            case Request.Search search -> search(search);
            case Request.Version() -> List.of("+OK NWAuth " + Version.TEXT);
            case Request.Help() -> help();
            case Request.Exit() -> List.of("+OK goodbye");
            case Request.Wrong(var why) -> error(why);
        };
    }

    private List<String> check(String name, Password password) {
        Verdict verdict = users.check(name, password, InetAddress.getLoopbackAddress());
        return verdict(verdict, name + " password wrong or not a valid user");
    }

    private List<String> verdict(Verdict verdict, String no) {
        return switch (verdict) {
            case Verdict.Accepted user -> List.of("+OK " + describe(user.name(), user.info()));
            case Verdict.Rejected _ -> error(no);
            case Verdict.Unavailable(var why) -> dead(why);
        };
    }

    private String describe(String name, Map<String, String> info) {
        String user = name + " " + options.dropPaths().of(name) + " 0";
        return info.isEmpty() ? user : user + " " + InfoFields.show(info);
    }

    private static List<String> error(String why) {
        return List.of("-ERR " + why);
    }

    private static List<String> dead(String why) {
        return List.of("-DEAD " + why);
    }

    private List<String> set(Request.Set set) {
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

    private List<String> change(String name, Optional<String> hash, Map<String, String> fields) {
        return edit(text -> {
            Optional<UserEntry> old = text.find(name);
            if (old.isEmpty() && hash.isEmpty()) {
                return new Edit(text, "-ERR " + name + " does not exist");
            }
            UserEntry entry =
                    new UserEntry(
                            name,
                            hash.orElseGet(() -> old.orElseThrow().hash()),
                            fields.isEmpty() ? old.map(UserEntry::info).orElse(fields) : fields);
            return new Edit(text.with(entry), "+OK " + name + " added to database");
        });
    }

    private List<String> delete(String name) {
        return edit(text ->
                text.find(name).isEmpty()
                        ? new Edit(text, "-ERR " + name + " does not exist")
                        : new Edit(text.without(name), "+OK " + name + " deleted from database"));
    }

    /** A changed text and what is said about the change. */
    private record Edit(UsersText text, String reply) {}

    private interface Change {
        Edit of(UsersText text);
    }

    private List<String> edit(Change change) {
        if (options.readOnly()) {
            return error("the database is read only");
        }
        List<String> reply = new ArrayList<>();
        try {
            file.edit(text -> {
                Edit edit = change.of(text);
                reply.add(edit.reply());
                return edit.text();
            });
            return reply;
        } catch (IOException e) {
            return dead("the database cannot be written: " + Reason.of(e));
        }
    }

    private List<String> search(Request.Search search) {
        Optional<Wildcard> pattern = Wildcard.parse(search.wildcard());
        if (pattern.isEmpty()) {
            return error("the text to search for is too long");
        }
        try {
            UsersText text = file.read();
            List<String> found =
                    text.all().stream()
                            .filter(user -> pattern.get().matches(user.name()))
                            .map(user -> user.name() + " " + InfoFields.show(user.info()))
                            .skip(search.from() - 1L)
                            .limit(search.most())
                            .map(user -> "+DATA " + user.strip())
                            .toList();
            List<String> answer = new ArrayList<>(found);
            answer.add(
                    "+OK Search Complete %d items found out of %d"
                            .formatted(found.size(), text.size()));
            return answer;
        } catch (IOException e) {
            return dead("the database cannot be read: " + Reason.of(e));
        }
    }

    private static List<String> help() {
        List<String> answer = new ArrayList<>();
        HELP.forEach(line -> answer.add("+DATA " + line));
        answer.add("+OK");
        return answer;
    }
}
