package dmail.common.config.read;

import static dmail.common.config.type.AuthentMethod.EXTERNAL;

import dmail.common.address.Domain;
import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.ControlSettings;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.Located;
import dmail.common.config.PopSettings;
import dmail.common.config.RelaySettings;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.config.UserSettings;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.read.BindingChecks.Names;
import dmail.common.config.type.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what depends on several lines. */
final class ConfigChecks {
    /** With any of them the relay isn't open. */
    private static final List<Setting<?>> RELAY_RULES =
            List.of(
                    RelaySettings.FORWARD_FROM_IP,
                    RelaySettings.FORWARD_FROM,
                    RelaySettings.RELAY_TO,
                    RelaySettings.FORWARD_USER);

    private final Configuration configuration;
    private final Server server;
    private final ConfigProblems problems;
    private final ListenerTable listeners;

    private ConfigChecks(Configuration configuration, Server server, ConfigProblems problems) {
        this.configuration = configuration;
        this.server = server;
        this.problems = problems;
        this.listeners = ListenerTable.of(configuration);
    }

    /**
     * {@return the configuration without the lines that are rejected}
     *
     * @param isForTool whether virtual domains and bindings were not read, so that nothing can be
     *     said of what names them
     */
    static Configuration check(
            Configuration configuration,
            Server server,
            ConfigProblems problems,
            boolean isForTool) {
        ConfigChecks checks = new ConfigChecks(configuration, server, problems);
        checks.checkHostDomains();
        checks.checkFolder(FileSettings.DROP_PATH);
        checks.checkFolder(FileSettings.WORK_PATH);
        checks.checkUsers();
        checks.checkSysadmin();
        checks.checkRelay();
        checks.checkNames();
        new ListenChecks(configuration, checks.listeners, server, problems).check();
        new EncryptionChecks(configuration, server, problems).check();
        VdomainChecks vdomains = new VdomainChecks(configuration, problems);
        Configuration kept = vdomains.check();
        if (isForTool) {
            return kept;
        }
        return checks.checkSending(
                configuration.isSet(DomainSettings.DOMAIN_GROUP)
                        ? new GroupChecks(kept, checks.listeners, vdomains, server, problems)
                                .check()
                        : kept);
    }

    /** {@return the configuration without the lines of sending that are rejected} */
    static Configuration checkSending(
            Configuration configuration, Server server, ConfigProblems problems) {
        return new ConfigChecks(configuration, server, problems).checkSending(configuration);
    }

    /** Without such lines their classes aren't loaded. */
    private Configuration checkSending(Configuration checked) {
        boolean any =
                checked.hasSection(BindingSettings.SECTION)
                        || checked.hasSection(SendingOptions.SECTION)
                        || checked.located(DomainSettings.DOMAIN_GROUP).stream()
                                .anyMatch(line ->
                                        line.value().option() instanceof GroupOption.Binding);
        if (!any || server != Server.DSMTP) {
            return checked;
        }
        Configuration kept =
                checked.isSet(BindingSettings.SUBMIT_SERVER)
                        ? SubmitChecks.check(checked, listeners, problems)
                        : checked;
        return new BindingChecks(kept, new Names(listenerNames(), groups(kept)), problems).check();
    }

    private Set<String> listenerNames() {
        Set<String> names = new HashSet<>();
        for (ListenerDefinition listener : listeners.of(server)) {
            names.add(listener.name());
        }
        return names;
    }

    private static Set<String> groups(Configuration checked) {
        Set<String> names = new HashSet<>();
        for (Located<GroupLine> line : checked.located(DomainSettings.DOMAIN_GROUP)) {
            names.add(line.value().group().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private void checkHostDomains() {
        if (!configuration.isSet(DomainSettings.HOST_DOMAIN)) {
            problems.fatal(
                    configuration.wholeFile(),
                    "no host_domain line names the main domain" + doesNotStart());
        }
        Map<Domain, ConfigLocation> first = new HashMap<>();
        for (Located<Domain> line : configuration.located(DomainSettings.HOST_DOMAIN)) {
            ConfigLocation before = first.putIfAbsent(line.value(), line.location());
            if (before != null) {
                problems.warning(
                        line.location(),
                        "host_domain " + line.value() + " stands in " + before + " already");
            }
        }
    }

    private void checkFolder(Setting<Path> setting) {
        if (!configuration.isSet(setting)) {
            problems.fatal(
                    configuration.wholeFile(),
                    "no " + setting + " line names a folder" + doesNotStart());
            return;
        }
        Located<Path> line = configuration.located(setting).getLast();
        if (!Files.isDirectory(line.value())) {
            problems.fatal(
                    line.location(),
                    setting
                            + " "
                            + Shown.quoted(line.value().toString())
                            + ": there is no such folder; make it, owned by the servers' user"
                            + doesNotStart());
        }
    }

    private void checkUsers() {
        boolean external =
                configuration.find(UserSettings.AUTHENT_METHOD).equals(Optional.of(EXTERNAL));
        if (external && !configuration.isSet(UserSettings.AUTHENT_PROCESS)) {
            problems.fatal(
                    locationOf(UserSettings.AUTHENT_METHOD),
                    "authent_method external needs an authent_process line that names the program"
                            + doesNotStart());
        }
        if (!external && configuration.isSet(UserSettings.AUTHENT_PROCESS)) {
            problems.warning(
                    locationOf(UserSettings.AUTHENT_PROCESS),
                    "authent_process is not asked, since no line says authent_method external");
        }
    }

    /** DMail did this by default, and sites noticed only when spammers used it. */
    private void checkRelay() {
        boolean open = configuration.value(RelaySettings.RELAY_OPEN);
        if (server == Server.DSMTP
                && open
                && RELAY_RULES.stream().noneMatch(configuration::isSet)) {
            problems.warning(
                    locationOf(RelaySettings.RELAY_OPEN),
                    "relay_open lets everybody send mail to anywhere through this server;"
                            + " forward_from_ip lines name those who may");
        }
    }

    private void checkNames() {
        if (configuration.isSet(ControlSettings.MANAGER_IP_NAME)
                && !configuration.value(PopSettings.LOOKUP_NAMES)) {
            problems.warning(
                    locationOf(ControlSettings.MANAGER_IP_NAME),
                    "manager_ip_name matches no client without lookup_names true: dpop knows no"
                            + " client's name");
        }
    }

    private ConfigLocation locationOf(Setting<?> setting) {
        return configuration.located(setting).getLast().location();
    }

    private void checkSysadmin() {
        if (server == Server.DSMTP && !configuration.isSet(DomainSettings.SYSADMIN)) {
            problems.warning(
                    configuration.wholeFile(),
                    "no sysadmin line names the administrator; "
                            + DomainSettings.SYSADMIN.standardText()
                            + " is meant");
        }
    }

    private String doesNotStart() {
        return "; " + server + " does not start";
    }
}
