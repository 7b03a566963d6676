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
import java.util.function.Function;

/**
 * Maps logins and addresses to users and their drop files, in the same way for all programs.
 * Thread-safe; a call may block for up to {@code authent_timeout}.
 */
public final class Accounts implements AutoCloseable {
    private static final Duration FILE_SERVER_TIMEOUT = Duration.ofSeconds(5);
    private static final String POSTMASTER = "postmaster";

    private final Domains domains;
    private final LoginMapper mapper;
    private final DropFileLocator locator;
    private final Authenticator users;
    private final EmailAddress sysadmin;
    private final LoginSettings.Naming naming;

    /**
     * @param users closed by {@link #close()}
     */
    public Accounts(LoginSettings settings, Authenticator users, Log log) {
        this.domains = new Domains(settings);
        this.mapper = new LoginMapper(settings, domains);
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
     * Opens the accounts of a configuration, which has a host_domain, a drop_path and a work_path.
     *
     * @param files where a users file is shared with other settings
     * @throws IOException when the user data base can never work: a server must not start with it
     */
    public static Accounts from(Configuration config, UsersFiles files, Log log)
            throws IOException {
        WorkSecret secret = WorkSecret.in(config.value(FileSettings.WORK_PATH), log);
        Authenticator users = Authenticators.open(AuthentSettings.from(config), files, secret, log);
        return new Accounts(LoginSettings.from(config), users, log);
    }

    /** {@return whether the domain is local} */
    public boolean isLocal(Domain domain) {
        return domains.isLocal(domain);
    }

    /** {@return the domain groups, if there are any} */
    public Optional<DomainGroups> groups() {
        return domains.groups();
    }

    /** {@return the first {@code host_domain}, which is also the server's own name} */
    public Domain mainDomain() {
        return domains.main().domain();
    }

    /**
     * Finds the mailbox of an address. A local postmaster, in any letter case, always has one (RFC
     * 5321 section 4.5.1): a user of that name, else {@code sysadmin} if that is a local user, else
     * the drop file {@code postmaster} of the main domain.
     *
     * <p>A drop file that is still where an earlier {@code hash_spool} had it is moved first, for
     * RCPT as well as for a delivery: the mailbox that is returned has its file in the right place.
     * If it can't be moved now, the mailbox is unavailable.
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
     * Moves a drop file that is still where an earlier {@code hash_spool} had it. A login doesn't
     * do this itself, since other logins wait meanwhile: call it before opening the mailbox.
     *
     * @return why it can't be moved now; empty when it is in the right place
     */
    public Optional<String> moveToPlace(Mailbox mailbox) {
        return locator.move(mailbox);
    }

    /**
     * Looks up a whole address at an additional {@code host_domain} in the user data base. Such a
     * domain has the users of the main domain, but an entry such as {@code bob@second.example} may
     * forward this one address elsewhere.
     *
     * @return the entry, which has no mailbox of its own; or that there is none, or no answer
     */
    public Lookup entry(EmailAddress address) {
        boolean further =
                domains.isLocal(address.domain())
                        && mapper.map(address) instanceof Mapping.Mapped(Account account, _, _)
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
     * {@return the {@code sysadmin} address, which may be on any host, if the given address is a
     * local postmaster without an account; else empty, also when the sysadmin is a local postmaster
     * himself}
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
        String name = mapper.databaseName(account);
        return locator.locate(account, name, new Accepted(name, "", Owner.SERVER, Map.of()));
    }

    private Lookup lookup(Mapping mapping) {
        return lookup(mapping, users::lookup);
    }

    private Lookup lookup(Mapping mapping, Function<String, Verdict> check) {
        return switch (mapping) {
            case Mapping.NotLocal() -> new Lookup.NotLocal();
            case Mapping.Refused(var why, _) -> new Lookup.Rejected(why);
            case Mapping.Mapped(var account, var name, _) ->
                    found(account, name, check.apply(name));
        };
    }

    /**
     * Maps a login name; nothing is looked up.
     *
     * @param connectedTo this server's address, which may decide the domain
     */
    public MappedLogin map(String login, InetAddress connectedTo) {
        return new MappedLogin(mapper, login, connectedTo);
    }

    /**
     * Checks a login; call {@link #moveToPlace} before opening the mailbox.
     *
     * @param login mapped by these settings or by earlier ones
     * @param client the client's address, for the user data base
     */
    public Lookup login(MappedLogin login, Password password, InetAddress client) {
        return lookup(login.by(mapper), name -> users.check(name, password, client));
    }

    private Lookup found(Account account, String name, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> locator.locate(account, name, accepted);
            case Verdict.Rejected(var reason) -> new Lookup.Rejected(reason.text());
            case Verdict.Unavailable(var why) -> new Lookup.Unavailable(why);
        };
    }

    /**
     * {@return the mailbox of a login name, without checking a password; call {@link #moveToPlace}
     * before opening it}
     */
    public Lookup known(MappedLogin login) {
        return lookup(login.by(mapper));
    }

    /** {@return the stored secret of a login name} */
    public StoredSecret storedSecret(String login, InetAddress connectedTo) {
        return users.storedSecret(map(login, connectedTo).databaseName());
    }

    /** {@return the challenge mechanisms that users can log in with now} */
    public Set<ChallengeMechanism> challengeMechanisms() {
        return users.challengeMechanisms();
    }

    /** Moves all drop files to where {@code hash_spool} puts them. */
    public Rehash.Outcome rehash() {
        return new Rehash(domains, naming, locator).run();
    }

    /** {@return the folders that drop files are in} */
    public List<Path> dropFolders() {
        return Rehash.folders(domains);
    }

    /** {@return how an address is mapped; asks the user data base, as for mail} */
    public Explanation explainAddress(String address) {
        return new Explainer(mapper).address(address, this::recipient);
    }

    /** {@return how an address becomes a name of the user data base} */
    public List<Step> steps(EmailAddress address) {
        return new Explainer(mapper).steps(address);
    }

    /** {@return how a login is mapped; the password isn't checked} */
    public Explanation explainLogin(String login, InetAddress connectedTo) {
        return new Explainer(mapper).login(login, connectedTo, this::lookup);
    }

    /** Clears the cache of answers of the user data base. */
    public void clearCache() {
        users.clearCache();
    }

    @Override
    public void close() {
        users.close();
    }
}
