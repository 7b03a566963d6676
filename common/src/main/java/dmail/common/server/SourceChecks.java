package dmail.common.server;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblem.Severity;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.OptionValue;
import dmail.common.config.binding.ScopedLine;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.listen.SubmitLine;
import dmail.common.config.listen.SubmitListeners;
import dmail.common.net.ListeningSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Whether this machine has the addresses that lines about sending name. */
final class SourceChecks {
    private final Configuration configuration;
    private final Predicate<InetAddress> isMissing;
    private final List<ConfigProblem> found = new ArrayList<>();

    /** Asked once for each address, since that takes a socket, and lines may be many. */
    private final Map<InetAddress, Boolean> asked = new HashMap<>();

    private SourceChecks(Configuration configuration, Predicate<InetAddress> isMissing) {
        this.configuration = configuration;
        this.isMissing = isMissing;
    }

    /** {@return a warning for each line with an address that isn't there now} */
    static List<ConfigProblem> of(Configuration configuration) {
        return of(configuration, ListeningSocket::isAddressMissing);
    }

    /**
     * @param isMissing whether this machine lacks an address now
     */
    static List<ConfigProblem> of(Configuration configuration, Predicate<InetAddress> isMissing) {
        SourceChecks checks = new SourceChecks(configuration, isMissing);
        for (Located<BindAddress> line : configuration.located(SendingOptions.BIND_ADDRESS)) {
            checks.checkAddress("", line.value(), line.location());
        }
        checks.checkLines(BindingSettings.BINDING);
        checks.checkLines(BindingSettings.BINDING_GROUP);
        if (configuration.isSet(BindingSettings.SUBMIT_SERVER)) {
            checks.checkSubmitServers();
        }
        return checks.found;
    }

    private void checkLines(Setting<ScopedLine> setting) {
        for (Located<ScopedLine> line : configuration.located(setting)) {
            if (line.value().option().isPresent()
                    && line.value().option().get()
                            instanceof OptionValue<?>(var _, BindAddress address)) {
                checkAddress(line.value().scope() + " ", address, line.location());
            }
        }
    }

    private void checkAddress(String scope, BindAddress source, ConfigLocation where) {
        if (source instanceof BindAddress.Literal(var address) && isMissing(address)) {
            found.add(
                    new ConfigProblem(
                            Severity.WARNING,
                            where,
                            scope
                                    + "bind_address "
                                    + source
                                    + ": this machine has no such address now; until it has,"
                                    + " bind_failure says what becomes of the mail"));
        }
    }

    private boolean isMissing(InetAddress address) {
        return asked.computeIfAbsent(address, isMissing::test);
    }

    /** A listener at that address alone has a warning of its own. */
    private void checkSubmitServers() {
        SubmitListeners listeners = SubmitListeners.of(configuration);
        for (Located<SubmitLine> line : configuration.located(BindingSettings.SUBMIT_SERVER)) {
            boolean isAtAll =
                    listeners.of(line.value()).filter(each -> each.address().isEmpty()).isPresent();
            if (isAtAll && isMissing(line.value().address())) {
                found.add(
                        new ConfigProblem(
                                Severity.WARNING,
                                line.location(),
                                "submit_server "
                                        + line.value()
                                        + ": this machine has no such address now; mail is taken"
                                        + " as if it had come in there all the same"));
            }
        }
    }
}
