package dmail.common.server;

import dmail.common.authent.AuthentSettings;
import dmail.common.authent.UsersTable;
import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblem.Severity;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.LimitSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.UserSettings;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.group.GroupCertificates;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.listen.ListenerCertificate;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.read.ConfigReader;
import dmail.common.config.type.AuthentMethod;
import dmail.common.config.type.Size;
import dmail.common.net.ListeningSocket;
import dmail.common.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads dmail.conf for a server that is to run with it, and also checks the files it names. */
final class ServerReading {
    private static final long MEGA = 1 << 20;

    /**
     * Java tells less than the configured heap, since the collector keeps a part of it; a
     * difference of up to an eighth is ignored.
     */
    private static final int ROUGHLY = 8;

    private final Configuration configuration;
    private final ListenerTable listeners;
    private final Instant now;
    private final List<ConfigProblem> problems;

    private ServerReading(ConfigReading reading, Instant now) {
        this.configuration = reading.configuration();
        this.listeners = ListenerTable.of(configuration);
        this.now = now;
        this.problems = new ArrayList<>(reading.problems());
    }

    static ConfigReading read(Path file, Server server, InstantSource clock) {
        return check(ConfigReader.read(file, server), server, clock);
    }

    /** {@return a reading with what the files say that it names} */
    static ConfigReading check(ConfigReading lines, Server server, InstantSource clock) {
        ServerReading reading = new ServerReading(lines, clock.instant());
        reading.checkSessions(server, SessionLimitSettings.thatFit(server));
        reading.checkHeap(server, Runtime.getRuntime().maxMemory());
        reading.checkAddresses(server);
        if (reading.configuration.isSet(DomainSettings.DOMAIN_GROUP)) {
            reading.checkGroups();
        }
        reading.checkCertificates(server);
        if (server == Server.DSMTP && hasSources(reading.configuration)) {
            reading.problems.addAll(SourceChecks.of(reading.configuration));
        }
        if (server == Server.DPOP && reading.isUsable()) {
            reading.checkApop();
        }
        return new ConfigReading(reading.configuration, reading.problems);
    }

    /** {@return whether any line says from where mail leaves; else no class of it is loaded} */
    private static boolean hasSources(Configuration configuration) {
        return configuration.hasSection(BindingSettings.SECTION)
                || configuration.hasSection(SendingOptions.SECTION);
    }

    /** {@return a reading of changed lines about sending, with what this machine lacks} */
    static ConfigReading checkSending(ConfigReading lines) {
        List<ConfigProblem> problems = new ArrayList<>(lines.problems());
        problems.addAll(SourceChecks.of(lines.configuration()));
        return new ConfigReading(lines.configuration(), problems);
    }

    private void checkCertificates(Server server) {
        Optional<TlsFiles> general = TlsSettings.files(configuration);
        boolean good = general.isPresent() && check(general.get());
        List<ListenerCertificate> ofListeners = TlsSettings.ofListeners(listeners);
        if (!ofListeners.isEmpty()) {
            CertificateFileChecks checks = new CertificateFileChecks(now, problems);
            ofListeners.forEach(checks::check);
            checkThatSomethingListens(
                    server, each -> isUsable(each, good, listeners.groupCertificates(), checks));
        }
    }

    /** Whether a listener has what its encryption needs. */
    private static boolean isUsable(
            ListenerDefinition listener,
            boolean good,
            Optional<GroupCertificates> groups,
            CertificateFileChecks checks) {
        Optional<ListenerCertificate> own =
                listener.certificate(TlsSettings.ofGroup(listener, groups));
        boolean isOfGroup =
                own.isEmpty()
                        && groups.isPresent()
                        && groups.get().at(listener.address()).stream().anyMatch(checks::isGood);
        return switch (listener.encryption()) {
            case NONE -> true;
            case STARTTLS -> own.isEmpty() || checks.isGood(own.get());
            case STARTTLS_REQUIRED, IMPLICIT_TLS ->
                    own.map(checks::isGood).orElse(good || isOfGroup);
        };
    }

    /** Without its certificate, a listener stays down. */
    private void checkThatSomethingListens(Server server, Predicate<ListenerDefinition> isUsable) {
        List<ListenerDefinition> open =
                listeners.of(server).stream().filter(ListenerDefinition::isOpen).toList();
        boolean isNoneUsable = open.stream().noneMatch(isUsable);
        if (!open.isEmpty() && isNoneUsable) {
            problems.add(
                    new ConfigProblem(
                            Severity.FATAL,
                            configuration.wholeFile(),
                            "no listener is left that has its certificate; "
                                    + server
                                    + " does not start"));
        }
    }

    private boolean check(TlsFiles files) {
        TlsFiles.Reading outcome = files.read();
        switch (outcome) {
            case TlsFiles.Reading.Good(var identity) ->
                    identity.doubt(now)
                            .ifPresent(why ->
                                    add(
                                            Severity.WARNING,
                                            EncryptionSettings.TLS_CERTIFICATE,
                                            files.certificate() + ": " + why));
            case TlsFiles.Reading.Bad(var faultyFile, var why) ->
                    add(Severity.ERROR, setting(faultyFile), why + "; it is not used");
        }
        if (files.isKeyOpenToAll()) {
            add(
                    Severity.WARNING,
                    setting(TlsFiles.FaultyFile.KEY),
                    CertificateFileChecks.openToAll(files.key(), "key"));
        }
        return outcome instanceof TlsFiles.Reading.Good;
    }

    /** Only the machine knows, and it may change its mind. */
    private void checkAddresses(Server server) {
        for (ListenerDefinition listener : listeners.of(server)) {
            if (listener.isOpen()
                    && listener.address().isPresent()
                    && ListeningSocket.isAddressMissing(listener.address().get())) {
                String then =
                        switch (listener.missing()) {
                            case WAIT -> "no client reaches the listener until it has";
                            case FAIL ->
                                    "with missing fail, " + server + " does not start without it";
                        };
                problems.add(
                        new ConfigProblem(
                                Severity.WARNING,
                                listener.where(),
                                "listener "
                                        + listener.name()
                                        + " at "
                                        + listener.addressAndPort()
                                        + ": this machine has no such address now; "
                                        + then));
            }
        }
    }

    /** With a listener at that address alone the warning about it is enough. */
    private void checkGroups() {
        Set<InetAddress> named = new HashSet<>();
        for (ListenerDefinition listener : listeners.all()) {
            listener.address().ifPresent(named::add);
        }
        for (Located<GroupLine> line : configuration.located(DomainSettings.DOMAIN_GROUP)) {
            if (line.value().option() instanceof GroupOption.BindTo(var bound)
                    && bound.filter(address -> !named.contains(address)).isPresent()
                    && ListeningSocket.isAddressMissing(bound.get())) {
                problems.add(
                        new ConfigProblem(
                                Severity.WARNING,
                                line.location(),
                                "domain_group "
                                        + line.value().group()
                                        + ": "
                                        + line.value().option()
                                        + ": this machine has no such address now; no client meets"
                                        + " the group there until it has"));
            }
        }
    }

    /**
     * Warns when memory doesn't suffice for {@code max_sessions}. Only a number the administrator
     * has set is checked, since a default is no promise.
     */
    private void checkSessions(Server server, int fit) {
        if (configuration.isSet(LimitSettings.MAX_SESSIONS)
                && configuration.value(LimitSettings.MAX_SESSIONS) > fit) {
            add(
                    Severity.WARNING,
                    LimitSettings.MAX_SESSIONS,
                    "%d: the memory of %s holds %d sessions, no more are let in; a larger %s changes that"
                            .formatted(
                                    configuration.value(LimitSettings.MAX_SESSIONS),
                                    server,
                                    fit,
                                    memoryOf(server)));
        }
    }

    /**
     * Warns when the heap isn't the configured one. The launcher has chosen the heap before this
     * file was read: it may have been told otherwise, or not have seen the line.
     */
    private void checkHeap(Server server, long heap) {
        Setting<Size> setting = memoryOf(server);
        if (!configuration.isSet(setting)) {
            return;
        }
        long wanted = configuration.located(setting).getLast().value().octets();
        if (Math.abs(heap - wanted) > wanted / ROUGHLY) {
            add(
                    Severity.WARNING,
                    setting,
                    ("has no effect yet, %s has %d MB: the line takes effect at the next"
                                    + " start, if it is in dmail.conf itself and asks for 32 MB up"
                                    + " to what the machine has, and DMAIL_JAVA_OPTS names no heap")
                            .formatted(server, heap / MEGA));
        }
    }

    private static Setting<Size> memoryOf(Server server) {
        return switch (server) {
            case DSMTP -> LimitSettings.SMTP_MEMORY;
            case DPOP -> LimitSettings.POP_MEMORY;
        };
    }

    private boolean isUsable() {
        return new ConfigReading(configuration, problems).isUsable();
    }

    /** APOP needs passwords in clear text, which few users files have. */
    private void checkApop() {
        if (!configuration.value(UserSettings.APOP_ENABLE)) {
            return;
        }
        AuthentSettings users = AuthentSettings.from(configuration);
        if (users.method() != AuthentMethod.INTERNAL) {
            add(
                    Severity.WARNING,
                    UserSettings.APOP_ENABLE,
                    "does nothing, since authent_method "
                            + users.method()
                            + " tells nobody a password; APOP is not offered");
        } else if (!holdsPasswords(users.usersFile())) {
            add(
                    Severity.WARNING,
                    UserSettings.APOP_ENABLE,
                    "does nothing as long as not each user of "
                            + users.usersFile()
                            + " has {PLAIN} and a password; APOP is not offered");
        }
    }

    private static boolean holdsPasswords(Path usersFile) {
        try (UsersTable users = UsersTable.open(usersFile)) {
            return users.hasPlainAlone();
        } catch (IOException unreadable) {
            // An unreadable users file is logged at each login.
            return false;
        }
    }

    private Setting<Path> setting(TlsFiles.FaultyFile faultyFile) {
        boolean key =
                faultyFile == TlsFiles.FaultyFile.KEY
                        && configuration.isSet(EncryptionSettings.TLS_KEY);
        return key ? EncryptionSettings.TLS_KEY : EncryptionSettings.TLS_CERTIFICATE;
    }

    private void add(Severity severity, Setting<?> setting, String sentence) {
        ConfigLocation location = configuration.located(setting).getLast().location();
        problems.add(new ConfigProblem(severity, location, setting + " " + sentence));
    }
}
