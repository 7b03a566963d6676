package dmail.pop;

import dmail.common.authent.UsersFiles;
import dmail.common.cli.Version;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.LimitSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.PopSettings;
import dmail.common.config.RelaySettings;
import dmail.common.config.Server;
import dmail.common.config.UserSettings;
import dmail.common.dropfile.DropLocks;
import dmail.common.identity.ConfiguredIdentities;
import dmail.common.identity.Identities;
import dmail.common.io.FileServerFolders;
import dmail.common.log.Log;
import dmail.common.login.Accounts;
import dmail.common.login.Logins;
import dmail.common.login.MailStoreLocator;
import dmail.common.login.recent.LoginLedger;
import dmail.common.memory.MemoryAccount;
import dmail.common.tls.Certificates;
import dmail.pop.binstore.BinStores;
import dmail.pop.binstore.CompactionThreshold;
import dmail.pop.binstore.Compactor;
import dmail.pop.bulletin.Bulletins;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Stores;
import dmail.pop.mbox.StatusHeaders;
import dmail.pop.session.PopLog;
import dmail.pop.session.SessionRules;
import dmail.pop.store.RequiredSpace;
import dmail.pop.store.SessionLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes settings of configurations; the locks are shared by all of them. */
final class DpopSettingsFactory {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    /** A client that lost its connection returns at once, while the old session is about to end. */
    private static final Duration SESSION_LOCK_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration REST = Duration.ofSeconds(2);
    private static final int MOST_ERRORS = 20;

    private final SessionLocks sessionLocks;
    private final DropLocks dropLocks;
    private final BinRoots roots;
    private final Compactor compactor;
    private final MemoryAccount memory;
    private final UsersFiles users;
    private final Log log;
    private final PopLog popLog;
    private final FileServerFolders folders;
    private final InstantSource clock;

    DpopSettingsFactory(
            SessionLocks sessionLocks,
            DropLocks dropLocks,
            BinRoots roots,
            Compactor compactor,
            MemoryAccount memory,
            UsersFiles users,
            Log log,
            PopLog popLog,
            FileServerFolders folders,
            InstantSource clock) {
        this.sessionLocks = sessionLocks;
        this.dropLocks = dropLocks;
        this.roots = roots;
        this.compactor = compactor;
        this.memory = memory;
        this.users = users;
        this.log = log;
        this.popLog = popLog;
        this.folders = folders;
        this.clock = clock;
    }

    /**
     * {@return the settings of a configuration}
     *
     * @param certificates those that it names
     * @throws IOException when the user data base or bin_path can't be used
     */
    DpopSettings from(Configuration configuration, Optional<Certificates> certificates)
            throws IOException {
        MailStoreLocator mailStoreLocator = mailStoreLocator(configuration);
        Stores stores =
                new Stores(
                        mailStoreLocator,
                        new RequiredSpace(configuration.value(LimitSettings.MIN_SPACE).octets()),
                        new BinStores(
                                compactor,
                                new CompactionThreshold(
                                        configuration.value(FileSettings.BIN_PFULL))));
        Maildrops.Settings settings =
                new Maildrops.Settings(
                        configuration.value(FileSettings.WORK_PATH),
                        configuration.value(FileSettings.ADD_STATUS)
                                ? StatusHeaders.ADDED
                                : StatusHeaders.LEFT_ALONE,
                        LOCK_TIMEOUT,
                        SESSION_LOCK_TIMEOUT,
                        stores);
        Accounts accounts = Accounts.from(configuration, users, log);
        return new DpopSettings(
                configuration,
                certificates,
                accounts,
                new Maildrops(sessionLocks, dropLocks, settings, popLog, memory),
                mailStoreLocator,
                rules(configuration),
                identities(configuration, accounts),
                new LoginNotes(ledger(configuration), clock, log),
                bulletins(configuration),
                new MailboxFiles(folders, mailStoreLocator, shared(configuration)));
    }

    private static Optional<Identities> identities(Configuration configuration, Accounts accounts) {
        boolean differ =
                configuration.isAnySet(
                        DomainSettings.DOMAIN_GROUP,
                        DomainSettings.POP_GREETING,
                        ListeningSettings.LISTEN,
                        ListeningSettings.IP);
        return differ
                ? Optional.of(
                        new ConfiguredIdentities(configuration, accounts.groups(), Server.DPOP))
                : Optional.empty();
    }

    private static List<Path> shared(Configuration configuration) {
        return Stream.concat(
                        Stream.of(configuration.value(FileSettings.WORK_PATH)),
                        configuration.find(PopSettings.BULLETIN_PATH).stream())
                .map(Path::toAbsolutePath)
                .toList();
    }

    private Optional<Bulletins> bulletins(Configuration configuration) {
        Optional<Bulletins> bulletins =
                configuration
                        .find(PopSettings.BULLETIN_PATH)
                        .map(folder -> bulletins(folder, configuration));
        bulletins.ifPresent(Bulletins::begin);
        return bulletins;
    }

    private Bulletins bulletins(Path folder, Configuration configuration) {
        Bulletins.Settings settings =
                new Bulletins.Settings(
                        folder,
                        configuration.value(PopSettings.BULLETIN_FROM),
                        "postmaster@" + configuration.values(DomainSettings.HOST_DOMAIN).getFirst(),
                        host(configuration),
                        Version.TEXT,
                        configuration.value(PopSettings.HIDE_OLD_BULLS));
        Path workPath = configuration.value(FileSettings.WORK_PATH);
        return new Bulletins(settings, workPath, dropLocks, clock, log);
    }

    private MailStoreLocator mailStoreLocator(Configuration configuration) throws IOException {
        Path workPath = configuration.value(FileSettings.WORK_PATH);
        return MailStoreLocator.from(
                configuration, roots.claim(workPath, MailStoreLocator.root(configuration)));
    }

    private static Optional<LoginLedger> ledger(Configuration configuration) {
        return configuration.isSet(RelaySettings.FORWARD_USER)
                ? Optional.of(new LoginLedger(configuration.value(FileSettings.WORK_PATH)))
                : Optional.empty();
    }

    private static SessionRules rules(Configuration configuration) {
        return new SessionRules(
                host(configuration),
                DpopSettings.usualGreeting(host(configuration)),
                Version.TEXT,
                configuration.value(LimitSettings.POP_TIMEOUT),
                REST,
                Logins.MOST_FAILURES,
                MOST_ERRORS,
                configuration.value(UserSettings.APOP_ENABLE));
    }

    /** {@return the server's name} */
    static String host(Configuration configuration) {
        return configuration
                .find(DomainSettings.LOCAL_HOST)
                .orElseGet(() -> configuration.values(DomainSettings.HOST_DOMAIN).getFirst())
                .toString();
    }
}
