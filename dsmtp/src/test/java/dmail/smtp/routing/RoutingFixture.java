package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.authent.SystemFields;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.Lookup;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
import dmail.common.login.Step;
import dmail.common.testing.MemoryLog;
import dmail.smtp.message.Recipient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The domain a.example with some users, and a folder for files of aliases and forwards. */
final class RoutingFixture implements Users {
    final MemoryLog log = new MemoryLog();
    private final Path folder;
    private final Map<String, Map<String, String>> residents = new HashMap<>();
    private RecentRoutes recent = TestExpansions.FORGETFUL;
    private String lines = "";
    private Optional<EmailAddress> sysadmin = Optional.empty();
    private boolean asleep;
    private int questions;

    RoutingFixture(Path folder) {
        this.folder = folder;
    }

    RoutingFixture users(String... names) {
        for (String name : names) {
            residents.put(name, Map.of());
        }
        return this;
    }

    /** A user of whom the user data base says this. */
    RoutingFixture user(String name, String label, String value) {
        residents.put(name, Map.of(label, value));
        return this;
    }

    /** A user of the system with a home folder of his own. */
    RoutingFixture systemUser(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home").resolve(name));
        residents.put(name, Map.of(SystemFields.HOME, home.toString(), SystemFields.RUNS_AS, name));
        return this;
    }

    /** More lines in dmail.conf. */
    RoutingFixture conf(String more) {
        lines += more + "\n";
        return this;
    }

    RoutingFixture file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    /** Gets the postmaster's mail; without him that has a drop file, user or not. */
    RoutingFixture sysadmin(String address) {
        sysadmin = Optional.of(parse(address));
        return this;
    }

    /** Ways that were just found are known for as long as usual. */
    RoutingFixture remembering(LongSupplier clock) {
        recent = new RecentRoutes(RecentRoutes.USUAL_LIFE, clock);
        return this;
    }

    /** From now on the user data base gives no answers. */
    RoutingFixture asleep() {
        asleep = true;
        return this;
    }

    int questions() {
        return questions;
    }

    Router router() {
        Expansions expansions = TestExpansions.of(folder, lines, log);
        return new Router(this, () -> expansions, () -> recent);
    }

    /** {@return where mail for an address goes, in words, separated by blanks} */
    String route(String address) {
        return words(router().route(Recipient.of(parse(address))));
    }

    static EmailAddress parse(String address) {
        return EmailAddress.parse(address).orElseThrow();
    }

    static String words(Route route) {
        return String.join(" ", route.destinations().stream().map(RoutingFixture::word).toList());
    }

    private static String word(Destination destination) {
        return switch (destination) {
            case Destination.Local(var mailbox) -> mailbox.databaseName();
            case Destination.Remote(var recipient) -> recipient.toString();
            case Destination.Program(var command, var user) ->
                    "|" + command + (user.isEmpty() ? "" : "(" + user + ")");
            case Destination.Nowhere() -> "nowhere";
            case Destination.Unknown(var why) -> "unknown:" + why.replace(' ', '-');
            case Destination.TryLater(var why) -> "later:" + why.replace(' ', '-');
        };
    }

    @Override
    public boolean isLocal(Domain domain) {
        return domain.name().equals("a.example") || domain.name().equals("alias.example");
    }

    @Override
    public List<Step> steps(EmailAddress address) {
        return isLocal(address.domain())
                ? List.of(new Step("user", address.localPart(), "dmail.conf:1"))
                : List.of();
    }

    @Override
    public Lookup find(EmailAddress address) {
        questions++;
        if (!isLocal(address.domain())) {
            return new Lookup.NotLocal();
        }
        if (asleep) {
            return new Lookup.Unavailable("asleep");
        }
        String user = address.localPart().toLowerCase(Locale.ROOT);
        return residents.containsKey(user) || isPostmaster(address)
                ? new Lookup.Found(mailbox(user, residents.getOrDefault(user, Map.of())))
                : new Lookup.Rejected("no such user");
    }

    private boolean isPostmaster(EmailAddress address) {
        return sysadmin.isPresent()
                && isLocal(address.domain())
                && address.localPart().equalsIgnoreCase("postmaster");
    }

    @Override
    public Optional<EmailAddress> sysadminFor(EmailAddress address) {
        return residents.containsKey("postmaster") || !isPostmaster(address)
                ? Optional.empty()
                : sysadmin;
    }

    @Override
    public Lookup entry(EmailAddress address) {
        String name = address.toString();
        return residents.containsKey(name) && address.domain().name().equals("alias.example")
                ? new Lookup.Found(mailbox("entry", residents.get(name)))
                : new Lookup.NotLocal();
    }

    private Mailbox mailbox(String user, Map<String, String> info) {
        Path drop = folder.resolve("drop");
        return new Mailbox(
                new Account(user, new MailDomain.Main(new Domain("a.example"), drop)),
                user,
                drop.resolve(user),
                Owner.SERVER,
                info);
    }
}
