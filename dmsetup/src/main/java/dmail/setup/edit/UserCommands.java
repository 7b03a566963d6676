package dmail.setup.edit;

import dmail.common.address.EmailAddress;
import dmail.common.admin.Json;
import dmail.common.authent.AuthentSettings;
import dmail.common.authent.DatabaseName;
import dmail.common.authent.UsersFileEditor;
import dmail.common.authent.UsersTable;
import dmail.common.authent.password.Password;
import dmail.common.config.DomainSettings;
import dmail.common.config.edit.Ownership;
import dmail.common.config.type.AuthentMethod;
import dmail.common.login.UserNames;
import dmail.common.login.UserNames.Meaning;
import dmail.setup.ask.Reply;
import dmail.setup.called.ProgramName;
import dmail.setup.found.FactFinder;
import dmail.setup.plan.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds, changes, lists and removes the users of a users file. */
final class UserCommands {
    private static final String USAGE =
            ProgramName.TEXT
                    + " user add NAME | passwd NAME | remove NAME | list; NAME is ann, or"
                    + " ann@acme.example in a virtual domain";

    private final Site site;
    private final Editing editing;
    private final UserNames names;

    UserCommands(Site site, Editing editing) {
        this.site = site;
        this.editing = editing;
        this.names = UserNames.of(site.configuration());
    }

    void run(List<String> words) throws Refusal, IOException, InterruptedException {
        String last = words.isEmpty() ? "" : words.getLast();
        switch (words.isEmpty() ? "" : words.getFirst() + "/" + words.size()) {
            case "add/2" -> add(last);
            case "passwd/2" -> changePassword(last);
            case "remove/2" -> remove(last);
            case "list/1" -> list();
            default -> throw Refusal.usage(USAGE);
        }
    }

    private void add(String name) throws Refusal, IOException, InterruptedException {
        Path file = usersFile();
        User user = user(name);
        if (new UsersFileEditor(file).find(user.databaseName()).isPresent()) {
            throw Refusal.wrong(
                    user.address() + " is there already; user passwd changes the password");
        }
        List<Step> steps = new ArrayList<>();
        if (!Files.exists(file)) {
            String servers = Files.getOwner(site.workPath()).getName();
            steps.add(new Step.WriteFile(file, "", "", new Ownership(servers, "", "rw-------")));
        }
        steps.add(new Step.SetUser(file, user.databaseName(), password(user)));
        editing.apply(steps, List::of);
        tell(user);
    }

    private void tell(User user) {
        editing.field("address", user.address());
        user.dropFile().ifPresent(file -> editing.say("mail of " + user.address() + ": " + file));
    }

    private void changePassword(String name) throws Refusal, IOException, InterruptedException {
        Path file = usersFile();
        User user = user(name);
        mustBeThere(file, user);
        editing.apply(
                List.of(new Step.SetUser(file, user.databaseName(), password(user))), List::of);
        editing.field("address", user.address());
    }

    private void remove(String name) throws Refusal, IOException, InterruptedException {
        Path file = usersFile();
        User user = user(name);
        mustBeThere(file, user);
        editing.apply(List.of(new Step.RemoveUser(file, user.databaseName())), List::of);
        editing.field("address", user.address());
        Optional<Path> mail = user.dropFile().filter(Files::exists);
        mail.ifPresent(left -> editing.say("the mail that is left stays in " + left));
    }

    private void list() throws Refusal, IOException {
        Path file = usersFile();
        if (!Files.exists(file)) {
            editing.field("users", List.of());
            return;
        }
        if (editing.isForPrograms()) {
            editing.field("users", (Json.Elements) taker -> eachAddress(file, taker));
        } else {
            eachAddress(file, address -> editing.say(address.toString()));
        }
    }

    private void eachAddress(Path file, Json.Taker taker) throws IOException {
        try (UsersTable users = UsersTable.open(file)) {
            users.each(user -> {
                taker.take(names.address(user.name()));
                return true;
            });
        }
    }

    private void mustBeThere(Path file, User user) throws Refusal, IOException {
        if (new UsersFileEditor(file).find(user.databaseName()).isEmpty()) {
            throw Refusal.noUser("there is no user " + user.address() + " in " + file);
        }
    }

    private Path usersFile() throws Refusal {
        AuthentSettings settings = AuthentSettings.from(site.configuration());
        if (settings.method() != AuthentMethod.INTERNAL) {
            throw Refusal.configuration(
                    "users are not kept in a file here: authent_method is " + settings.method());
        }
        return settings.usersFile();
    }

    /** Somebody who may be a user. */
    private record User(String address, String databaseName, Optional<Path> dropFile) {}

    private User user(String name) throws Refusal {
        String main = site.configuration().values(DomainSettings.HOST_DOMAIN).getFirst().name();
        String whole = name.contains("@") ? name : name + "@" + main;
        EmailAddress address =
                EmailAddress.parse(whole)
                        .orElseThrow(() -> Refusal.wrong("no address of a user: " + plain(name)));
        return switch (names.meaning(address)) {
            case Meaning.User(var databaseName, var dropFile)
                    when DatabaseName.isAskable(databaseName)
                            && databaseName.matches("[^:#\"][^:\"]*") ->
                    new User(names.address(databaseName), databaseName, dropFile);
            case Meaning.User _ -> throw Refusal.wrong("no name of a user: " + plain(name));
            case Meaning.Nobody(var why) -> throw Refusal.wrong(plain(whole) + ": " + why);
        };
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private String password(User user) throws Refusal, IOException {
        String file = editing.options().passwordFile();
        if (!file.isEmpty()) {
            return good(firstLine(site.file().getFileSystem().getPath(file)));
        }
        if (editing.options().isSilent() || editing.isRehearsal()) {
            return made(user);
        }
        String first = ask("password of " + user.address() + " (Enter makes one up): ");
        if (first.isEmpty()) {
            return made(user);
        }
        if (!ask("once more: ").equals(first)) {
            throw Refusal.wrong("these were two different passwords; nothing has changed");
        }
        return good(first);
    }

    private String made(User user) {
        String password = FactFinder.secret(editing.context().random());
        if (!editing.isRehearsal()) {
            editing.say("the password of " + user.address() + " is   " + password);
            editing.field("password", password);
        }
        return password;
    }

    private String ask(String prompt) throws Refusal {
        return switch (editing.context().asker().askSecret(prompt)) {
            case Reply.Text(var text) -> text.strip();
            case Reply.Gone() -> throw Refusal.wrong("no password; nothing has changed");
        };
    }

    private static String firstLine(Path file) throws Refusal, IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? "" : lines.getFirst();
        } catch (NoSuchFileException _) {
            throw Refusal.noInput("there is no file " + file);
        }
    }

    private static String good(String text) throws Refusal {
        try (Password password = new Password(text.getBytes(StandardCharsets.UTF_8))) {
            if (!DatabaseName.isAskable(password)) {
                throw Refusal.wrong(
                        "a password is one word of at most " + DatabaseName.LONGEST + " octets");
            }
        }
        return text;
    }
}
