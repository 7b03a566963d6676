package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import java.util.List;

/** Checks whether what requires TLS can have it, as far as the lines show. */
final class EncryptionChecks {
    private static final List<Setting<Integer>> NEEDY =
            List.of(ListeningSettings.SMTPS_PORT, ListeningSettings.POPS_PORT);

    private final Configuration configuration;
    private final Server server;
    private final ConfigProblems problems;

    EncryptionChecks(Configuration configuration, Server server, ConfigProblems problems) {
        this.configuration = configuration;
        this.server = server;
        this.problems = problems;
    }

    void check() {
        if (configuration.isSet(EncryptionSettings.TLS_CERTIFICATE)) {
            return;
        }
        for (Setting<Integer> port : NEEDY) {
            if (isMeant(port)) {
                problems.error(
                        locationOf(port),
                        port + " needs a tls_certificate line; no client is accepted there");
            }
        }
        if (configuration.isSet(EncryptionSettings.TLS_KEY)) {
            problems.warning(
                    locationOf(EncryptionSettings.TLS_KEY),
                    "tls_key does nothing without a tls_certificate line");
        }
        checkSubmission();
    }

    /** Passwords in clear text aren't allowed on the network, so nobody could log in. */
    private void checkSubmission() {
        if (isMeant(ListeningSettings.SUBMISSION_PORT)
                && !configuration.value(EncryptionSettings.AUTH_CLEAR_TEXT)) {
            problems.warning(
                    locationOf(ListeningSettings.SUBMISSION_PORT),
                    "submission_port: without a tls_certificate line, clients of other hosts can't"
                            + " log in by AUTH PLAIN or LOGIN");
        }
    }

    private boolean isMeant(Setting<?> setting) {
        return configuration.isSet(setting) && setting.servers().contains(server);
    }

    private ConfigLocation locationOf(Setting<?> setting) {
        return configuration.located(setting).getLast().location();
    }
}
