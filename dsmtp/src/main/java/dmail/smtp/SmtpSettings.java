package dmail.smtp;

import dmail.common.address.Domain;
import dmail.common.address.IpPattern;
import dmail.common.config.BanSettings;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.LimitSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.QueueSettings;
import dmail.common.config.RelaySettings;
import dmail.common.config.RoutingSettings;
import dmail.common.config.Server;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.listen.SubmitLine;
import dmail.common.config.listen.SubmitListeners;
import dmail.common.config.type.Size;
import dmail.common.identity.ConfiguredIdentities;
import dmail.common.identity.Identities;
import dmail.common.log.Log;
import dmail.common.login.Accounts;
import dmail.common.login.Mailbox;
import dmail.common.login.StoredMail;
import dmail.common.mbox.DropLimit;
import dmail.common.tls.Certificates;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.delivery.program.ProgramSettings;
import dmail.smtp.message.edit.Footers;
import dmail.smtp.policy.AuthRule;
import dmail.smtp.policy.Bans;
import dmail.smtp.policy.Limits;
import dmail.smtp.policy.LoginRule;
import dmail.smtp.policy.MailboxLimits;
import dmail.smtp.policy.RelayRules;
import dmail.smtp.policy.Rules;
import dmail.smtp.policy.SubmitServers;
import dmail.smtp.queue.RetrySchedule;
import dmail.smtp.report.ReportSettings;
import dmail.smtp.routing.Expansions;
import dmail.smtp.routing.LocalFiles;
import dmail.smtp.routing.RecentRoutes;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.Machine;
import dmail.smtp.source.SenderGroups;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of dsmtp, made from dmail.conf: all that a reload replaces. Holds what is costly to
 * make or has state; the rest is read from the configuration.
 *
 * @param configuration dmail.conf
 * @param certificates of the listeners, if there are any
 * @param accounts users and domains of this host
 * @param identities what clients call this host; empty when all of them do alike
 * @param rules what clients may do
 * @param expansions forwards and aliases
 * @param recent the route cache
 * @param footers what is added to messages
 * @param reportSettings for reports to senders
 * @param sources from where mail leaves
 * @param outgoing by which bindings mail leaves; empty when no line says anything of them
 */
record SmtpSettings(
        Configuration configuration,
        Optional<Certificates> certificates,
        Accounts accounts,
        Optional<Identities> identities,
        Rules rules,
        Expansions expansions,
        RecentRoutes recent,
        Footers footers,
        ReportSettings reportSettings,
        SourcePolicy sources,
        Optional<Outgoing> outgoing)
        implements AutoCloseable {
    /**
     * Makes the settings of a configuration.
     *
     * @param certificates those that it names
     * @param tables shared with the settings before
     * @param before the settings that these replace
     * @throws IOException when the user data base can't be used
     */
    static SmtpSettings from(
            Configuration configuration,
            Optional<Certificates> certificates,
            SiteTables tables,
            LocalFiles local,
            Optional<SmtpSettings> before,
            Log log)
            throws IOException {
        Rules rules = rules(configuration, StoredMail.of(configuration, log), local);
        ReportSettings reportSettings =
                ReportSettings.of(
                        rules.host(),
                        rules.mainDomain(),
                        configuration.value(QueueSettings.BOUNCE_BODY));
        Accounts accounts = Accounts.from(configuration, tables.users(), log);
        return new SmtpSettings(
                        configuration,
                        certificates,
                        accounts,
                        identities(configuration, accounts),
                        rules,
                        Expansions.from(configuration, tables.routing(), local, log),
                        new RecentRoutes(RecentRoutes.USUAL_LIFE, System::nanoTime),
                        Footers.from(configuration, log),
                        reportSettings,
                        new SourcePolicy.Plain(rules.host()),
                        Optional.empty())
                .sendingBy(configuration, tables, before);
    }

    /**
     * {@return these settings with other options of sending}
     *
     * @param changed differs in nothing else
     * @param tables those that these settings were made with
     */
    SmtpSettings withSending(Configuration changed, SiteTables tables) {
        return sendingBy(changed, tables, Optional.of(this));
    }

    /** {@return the same with the options of sending of a configuration} */
    private SmtpSettings sendingBy(
            Configuration sending, SiteTables tables, Optional<SmtpSettings> before) {
        Optional<ScopeTable> scopes = scopes(sending, tables);
        return new SmtpSettings(
                sending,
                certificates,
                accounts,
                identities,
                rules,
                expansions,
                recent,
                footers,
                reportSettings,
                scopes.isEmpty()
                        ? new SourcePolicy.Plain(rules.host())
                        : sources(sending, scopes.get(), accounts, tables, before),
                scopes.isEmpty()
                        ? Optional.empty()
                        : outgoing(sending, scopes.get(), accounts, tables, before));
    }

    /** Without such lines neither this nor what is made of it is loaded. */
    private static Optional<ScopeTable> scopes(Configuration configuration, SiteTables tables) {
        boolean differ =
                hasBindings(configuration, tables)
                        || configuration.isAnySet(
                                ListeningSettings.IP, DomainSettings.DOMAIN_GROUP);
        return differ ? Optional.of(ScopeTable.of(configuration)) : Optional.empty();
    }

    /** What is known of the machine outlives a reload. */
    private static SourcePolicy sources(
            Configuration configuration,
            ScopeTable scopes,
            Accounts accounts,
            SiteTables tables,
            Optional<SmtpSettings> before) {
        Machine machine = machine(configuration, tables, before);
        return ConfiguredSources.of(
                configuration, scopes, accounts.groups(), accounts::isLocal, machine);
    }

    private static Machine machine(
            Configuration configuration, SiteTables tables, Optional<SmtpSettings> before) {
        return before.isPresent() && before.get().sources() instanceof ConfiguredSources earlier
                ? earlier.machine()
                : ThisMachine.of(
                        configuration.value(FileSettings.WORK_PATH).getFileSystem(),
                        tables::nameOf);
    }

    /** {@return what says what the machine has; made for this question where no source asks it} */
    Machine machine(SiteTables tables) {
        return machine(configuration, tables, Optional.of(this));
    }

    /**
     * They are needed where the source depends on whose mail it is, too. An administrator may have
     * suspended {@code default} without any line.
     */
    private static boolean hasBindings(Configuration configuration, SiteTables tables) {
        return configuration.hasSection(BindingSettings.SECTION)
                || configuration.hasSection(SendingOptions.SECTION)
                || configuration.isAnySet(DomainSettings.DOMAIN_GROUP)
                || tables.hasStates(configuration);
    }

    private static Optional<Outgoing> outgoing(
            Configuration configuration,
            ScopeTable scopes,
            Accounts accounts,
            SiteTables tables,
            Optional<SmtpSettings> before) {
        return hasBindings(configuration, tables)
                ? Optional.of(
                        Outgoing.of(
                                configuration,
                                scopes,
                                SenderGroups.of(accounts.groups()),
                                before.flatMap(SmtpSettings::outgoing),
                                tables.states(configuration)))
                : Optional.empty();
    }

    /** {@return what the configuration says of bindings, if only that they are as usual} */
    Outgoing explained(BindingStates states) {
        return outgoing.orElseGet(() ->
                Outgoing.of(
                        configuration,
                        SenderGroups.of(accounts.groups()),
                        Optional.empty(),
                        states));
    }

    private static Optional<Identities> identities(Configuration configuration, Accounts accounts) {
        boolean differ =
                configuration.isAnySet(
                        DomainSettings.DOMAIN_GROUP,
                        DomainSettings.SMTP_GREETING,
                        ListeningSettings.LISTEN,
                        ListeningSettings.IP);
        return differ
                ? Optional.of(
                        new ConfiguredIdentities(configuration, accounts.groups(), Server.DSMTP))
                : Optional.empty();
    }

    /** {@return how programs are run} */
    ProgramSettings programs() {
        return new ProgramSettings(
                configuration.value(RoutingSettings.PROGRAM_TIMEOUT),
                configuration.value(RoutingSettings.PROGRAM_USER));
    }

    /** {@return whether a mailbox gets one copy for each recipient that leads to it} */
    boolean allowsDuplicates() {
        return configuration.value(FileSettings.ALLOWDUP);
    }

    /** {@return when a message is tried again} */
    RetrySchedule schedule() {
        return new RetrySchedule(
                configuration.value(QueueSettings.RETRY_FIRST),
                configuration.value(QueueSettings.RETRY_INTERVAL),
                configuration.value(QueueSettings.MAX_RETRYTIME));
    }

    @Override
    public void close() {
        accounts.close();
        expansions.close();
    }

    private static Rules rules(Configuration configuration, StoredMail stored, LocalFiles local) {
        Domain mainDomain = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        return new Rules(
                configuration.find(DomainSettings.LOCAL_HOST).orElse(mainDomain),
                mainDomain,
                limits(configuration),
                new MailboxLimits(
                        configuration
                                .find(FileSettings.DROP_MAX)
                                .map(size -> new DropLimit(size.octets()))
                                .orElse(DropLimit.NONE),
                        configuration.value(FileSettings.QUOTA_BOUNCE),
                        stored::octets,
                        (mailbox, limit) -> isReached(mailbox, limit, local)),
                relay(configuration),
                new AuthRule(
                        configuration.value(EncryptionSettings.AUTH_CLEAR_TEXT),
                        configuration.isSet(RelaySettings.HIDE_AUTH)),
                bans(configuration),
                configuration.value(RelaySettings.DSN_STRANGERS),
                submitServers(configuration));
    }

    /** Without such lines their classes aren't loaded. */
    private static Optional<SubmitServers> submitServers(Configuration configuration) {
        if (!configuration.hasSection(BindingSettings.SECTION)
                || !configuration.isSet(BindingSettings.SUBMIT_SERVER)) {
            return Optional.empty();
        }
        SubmitListeners listeners = SubmitListeners.of(configuration);
        Map<Domain, SubmitServers.Place> byDomain = new HashMap<>();
        Optional<SubmitServers.Place> others = Optional.empty();
        for (SubmitLine line : configuration.values(BindingSettings.SUBMIT_SERVER)) {
            Optional<SubmitServers.Place> place =
                    listeners
                            .of(line)
                            .map(each -> new SubmitServers.Place(each.name(), line.address()));
            if (line.domain().isPresent()) {
                place.ifPresent(at -> byDomain.put(line.domain().get(), at));
            } else {
                others = place;
            }
        }
        return Optional.of(new SubmitServers(byDomain, others));
    }

    /**
     * A file server that doesn't answer in time doesn't refuse the recipient; delivery tries again
     * later.
     */
    private static boolean isReached(Mailbox mailbox, Supplier<DropLimit> limit, LocalFiles local) {
        Path dropFile = mailbox.dropFile();
        try {
            return local.homes().call(dropFile, () -> limit.get().isReached(dropFile));
        } catch (IOException failure) {
            return false;
        }
    }

    private static Limits limits(Configuration configuration) {
        Size size = configuration.value(LimitSettings.MAX_SIZE);
        return new Limits(
                size.octets() == 0 ? Limits.ANY_SIZE : size.octets(),
                configuration.value(LimitSettings.MAX_RCPTS),
                configuration.value(LimitSettings.MAX_ERRORS),
                Limits.MOST_RECEIVED,
                configuration.value(LimitSettings.SMTP_TIMEOUT));
    }

    /**
     * Loopback is the default and not the administrator's rule, so it doesn't turn {@code open}
     * off.
     */
    private static RelayRules relay(Configuration configuration) {
        boolean silent = !configuration.isSet(RelaySettings.FORWARD_FROM_IP);
        RelayRules given =
                relay(configuration, configuration.values(RelaySettings.FORWARD_FROM_IP));
        return silent && !given.isOpen() ? relay(configuration, RelayRules.LOOPBACK) : given;
    }

    private static RelayRules relay(Configuration configuration, List<IpPattern> clients) {
        return new RelayRules(
                clients,
                configuration.values(RelaySettings.FORWARD_FROM),
                configuration.values(RelaySettings.RELAY_TO),
                new LoginRule(
                        configuration.values(RelaySettings.FORWARD_USER),
                        configuration.value(RelaySettings.FORWARD_WINDOW)),
                configuration.value(RelaySettings.RELAY_OPEN));
    }

    private static Bans bans(Configuration configuration) {
        return new Bans(
                configuration.values(BanSettings.BAN_IP),
                configuration.values(BanSettings.BAN_IP_EXCEPT),
                configuration.values(BanSettings.BAN_MAILFROM),
                configuration.values(BanSettings.BAN_RCPTTO));
    }
}
