package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.authent.AuthentSettings;
import dmail.common.authent.Authenticator;
import dmail.common.authent.Authenticators;
import dmail.common.authent.StoredSecret;
import dmail.common.authent.UsersFiles;
import dmail.common.authent.Verdict;
import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.WorkSecret;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.dropfile.DropLocks;
import dmail.common.io.FileServerFolders;
import dmail.common.io.Owner;
import dmail.common.log.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who a login or an address is, and where that user's drop file lies: the one answer for all
 * programs. Safe for many threads; asking may block for as long as {@code authent_timeout}.
 */
public final class Accounts implements AutoCloseable {
    private static final Duration FILE_SERVER_TIMEOUT = Duration.ofSeconds(5);
    private static final String POSTMASTER = "postmaster";

    /** No name in a users' data base begins so. */
    private static final String NOBODYS = ":";

    private final Domains domains;
    private final LoginMapper mapper;
    private final DatabaseNames names;
    private final DropFileLocator locator;
    private final Authenticator users;
    private final EmailAddress sysadmin;
    private final LoginSettings.Naming naming;

    /** Takes the users over: {@link #close()} closes them. */
    public Accounts(LoginSettings settings, Authenticator users, Log log) {
        this.domains = new Domains(settings);
        this.mapper = new LoginMapper(settings, domains);
        this.names = new DatabaseNames(settings.naming(), domains);
        DropLocks locks = new DropLocks(settings::locks, log, InstantSource.system());
        this.locator =
                new DropFileLocator(
                        new DropLayout(settings, domains),
                        new SpoolMove(locks, log),
                        new FileServerFolders(root(settings), FILE_SERVER_TIMEOUT),
                        log);
        this.users = users;
        this.sysadmin = settings.sysadmin();
        this.naming = settings.naming();
    }

    private static Path root(LoginSettings settings) {
        return Objects.requireNonNull(settings.dropPath().toAbsolutePath().getRoot());
    }

    /**
     * Opens what a configuration names; it has a host_domain, a drop_path and a work_path.
     *
     * @param files where a users file is shared with other settings
     * @throws IOException when the users' data base can never work: a server must not start with it
     */
    public static Accounts from(Configuration config, UsersFiles files, Log log)
            throws IOException {
        WorkSecret secret = WorkSecret.in(config.value(FileSettings.WORK_PATH), log);
        Authenticator users = Authenticators.open(AuthentSettings.from(config), files, secret, log);
        return new Accounts(LoginSettings.from(config), users, log);
    }

    /** {@return whether mail for this domain is ours} */
    public boolean isLocal(Domain domain) {
        return domains.isLocal(domain);
    }

    /** {@return the first {@code host_domain}: the server's own identity} */
    public Domain mainDomain() {
        return domains.main().domain();
    }

    /**
     * Finds the mailbox of an address. A postmaster of ours always has one (RFC 5321 section
     * 4.5.1), in any letter case: a user of that name, else {@code sysadmin} if that is a user of
     * ours, else the drop file {@code postmaster} of the main domain.
     *
     * <p>A drop file that lies where an earlier {@code hash_spool} had it is moved first, at RCPT
     * as well as for a delivery: the mailbox that is returned has its file in the right place. One
     * that can't be moved now is unavailable.
     */
    public Lookup recipient(EmailAddress address) {
        Lookup lookup = lookup(mapper.map(address));
        boolean orphan = lookup instanceof Lookup.Rejected && isPostmaster(address);
        return moved(orphan ? postmaster() : lookup);
    }

    private Lookup moved(Lookup lookup) {
        return lookup instanceof Lookup.Found(Mailbox mailbox)
                ? moveToPlace(mailbox).<Lookup>map(Lookup.Unavailable::new).orElse(lookup)
                : lookup;
    }

    /**
     * Moves a drop file that lies where an earlier {@code hash_spool} had it to where it belongs
     * now. A login doesn't do that itself, since other logins wait for their turn meanwhile: who
     * opens the mailbox calls this first.
     *
     * @return why it can't be moved now; empty when it is where it should be
     */
    public Optional<String> moveToPlace(Mailbox mailbox) {
        return locator.move(mailbox);
    }

    /**
     * Asks the users' data base for a whole address at a further {@code host_domain}. Users are
     * those of the main domain whatever its names, but an entry such as {@code bob@second.example}
     * may lead mail for that one address elsewhere.
     *
     * @return the entry, which has no mailbox of its own; or that there is none, or no answer
     */
    public Lookup entry(EmailAddress address) {
        boolean further =
                domains.isLocal(address.domain())
                        && mapper.map(address) instanceof Mapping.Mapped(Account account, _)
                        && account.home().equals(domains.main())
                        && !address.domain().equals(domains.main().domain());
        if (!further) {
            return new Lookup.NotLocal();
        }
        String name = address.localPart().toLowerCase(Locale.ROOT) + "@" + address.domain();
        return switch (users.lookup(name)) {
            case Accepted accepted -> entry(name, accepted);
            case Verdict.Rejected(var reason) -> new Lookup.Rejected(reason.text());
            case Verdict.Unavailable(var why) -> new Lookup.Unavailable(why);
        };
    }

    private Lookup entry(String name, Accepted accepted) {
        Account account = new Account(name, domains.main());
        Path nowhere = domains.main().dropPath().resolve(POSTMASTER);
        return new Lookup.Found(
                new Mailbox(account, name, nowhere, accepted.owner(), accepted.info()));
    }

    /**
     * {@return who gets the mail for a postmaster of ours that is no user: {@code sysadmin}, who
     * may be anyone anywhere; nobody for all other addresses, and when the sysadmin is that
     * postmaster himself}
     */
    public Optional<EmailAddress> sysadminFor(EmailAddress address) {
        boolean himself = isPostmaster(sysadmin) && isLocal(sysadmin.domain());
        boolean orphan =
                isPostmaster(address)
                        && !himself
                        && lookup(mapper.map(address)) instanceof Lookup.Rejected;
        return orphan ? Optional.of(sysadmin) : Optional.empty();
    }

    static boolean isPostmaster(EmailAddress address) {
        return address.localPart().toLowerCase(Locale.ROOT).equals(POSTMASTER);
    }

    private Lookup postmaster() {
        Lookup sysadminLookup = lookup(mapper.map(sysadmin));
        if (sysadminLookup instanceof Lookup.Found
                || sysadminLookup instanceof Lookup.Unavailable) {
            return sysadminLookup;
        }
        Account account = new Account(POSTMASTER, domains.main());
        String name = names.nameOf(account);
        return locator.locate(account, name, new Accepted(name, "", Owner.SERVER, Map.of()));
    }

    private Lookup lookup(Mapping mapping) {
        return switch (mapping) {
            case Mapping.NotLocal() -> new Lookup.NotLocal();
            case Mapping.Refused(var why, _) -> new Lookup.Rejected(why);
            case Mapping.Mapped(var account, _) -> {
                String name = names.nameOf(account);
                yield found(account, name, users.lookup(name));
            }
        };
    }

    /**
     * Checks a login; the mailbox is to be {@link #moveToPlace moved} before it is opened.
     *
     * @param connectedTo our own end of the connection, which may decide the domain
     * @param client the other end, handed on to the users' data base
     */
    public Lookup login(
            String login, Password password, InetAddress connectedTo, InetAddress client) {
        return switch (mapper.map(login, connectedTo)) {
            case Mapping.NotLocal() -> new Lookup.NotLocal();
            case Mapping.Refused(var why, _) -> new Lookup.Rejected(why);
            case Mapping.Mapped(var account, _) -> {
                String name = names.nameOf(account);
                yield found(account, name, users.check(name, password, client));
            }
        };
    }

    private Lookup found(Account account, String name, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> locator.locate(account, name, accepted);
            case Verdict.Rejected(var reason) -> new Lookup.Rejected(reason.text());
            case Verdict.Unavailable(var why) -> new Lookup.Unavailable(why);
        };
    }

    /**
     * {@return the mailbox of a login name, without any password; the same holds for it}
     *
     * @param connectedTo which address it is meant for
     */
    public Lookup known(String login, InetAddress connectedTo) {
        return lookup(mapper.map(login, connectedTo));
    }

    /** {@return what is kept of the password of a login name} */
    public StoredSecret storedSecret(String login, InetAddress connectedTo) {
        return users.storedSecret(databaseName(login, connectedTo));
    }

    /**
     * {@return the name that the users' data base knows a login by, one for all its spellings; of a
     * login that means no account of ours, a name that no user has}
     */
    public String databaseName(String login, InetAddress connectedTo) {
        return mapper.map(login, connectedTo) instanceof Mapping.Mapped(var account, _)
                ? names.nameOf(account)
                : NOBODYS + LoginText.fold(login);
    }

    /** {@return which logins without a password on the wire users can use now} */
    public Set<ChallengeMechanism> challengeMechanisms() {
        return users.challengeMechanisms();
    }

    /** Moves all drop files to where {@code hash_spool} wants them. */
    public Rehash.Outcome rehash() {
        return new Rehash(domains, naming, locator).run();
    }

    /** {@return the folders in which drop files are} */
    public List<Path> dropFolders() {
        return Rehash.folders(domains);
    }

    /** {@return how an address is understood, asking the users' data base as mail for it would} */
    public Explanation explainAddress(String address) {
        return new Explainer(mapper, names).address(address, this::recipient);
    }

    /** {@return how an address becomes the name that the users' data base knows} */
    public List<Step> steps(EmailAddress address) {
        return new Explainer(mapper, names).steps(address);
    }

    /** {@return how a login is understood; the password is not asked for} */
    public Explanation explainLogin(String login, InetAddress connectedTo) {
        return new Explainer(mapper, names).login(login, connectedTo, this::lookup);
    }

    /** Forgets what the users' data base has said. */
    public void clearCache() {
        users.clearCache();
    }

    @Override
    public void close() {
        users.close();
    }
}
