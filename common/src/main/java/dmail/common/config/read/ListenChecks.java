package dmail.common.config.read;

import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenEndpoint;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Option;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenType;
import java.util.List;

/** Whether the {@code listen} lines make listeners, and which of these stay down. */
final class ListenChecks {
    private final Configuration configuration;
    private final Server server;
    private final ConfigProblems problems;

    ListenChecks(Configuration configuration, Server server, ConfigProblems problems) {
        this.configuration = configuration;
        this.server = server;
        this.problems = problems;
    }

    void check() {
        configuration.located(ListeningSettings.LISTEN).forEach(this::check);
        checkThatSomethingListens();
    }

    private void check(Located<ListenLine> line) {
        switch (line.value().option()) {
            case Option.On _ -> checkProtocol(line);
            case Option.Speaks _ -> checkPlace(line);
            case Option.Encrypted(var encryption) -> checkEncryption(line, encryption);
            case Option.NotServed(var name, _) -> sayWhatIsNotServed(line, name);
        }
    }

    /** Falling back on the port on all addresses could open more than was meant. */
    private void checkProtocol(Located<ListenLine> line) {
        if (ListenEndpoint.protocolOf(line.value().listener(), lines()).isEmpty()) {
            problems.fatal(
                    line.location(),
                    text(line)
                            + "no \"listen "
                            + line.value().listener()
                            + " protocol smtp\", \"submission\" or \"pop\" line says what is spoken"
                            + " there; "
                            + server
                            + " does not start");
        }
    }

    private void checkPlace(Located<ListenLine> line) {
        boolean somewhere =
                lines().stream()
                        .filter(other -> other.listener().equals(line.value().listener()))
                        .anyMatch(other -> other.option() instanceof Option.On);
        if (!somewhere) {
            problems.warning(
                    line.location(),
                    text(line)
                            + "no \"listen "
                            + line.value().listener()
                            + " on <address>:<port>\" line gives it a place, so it does nothing");
        }
    }

    private void sayWhatIsNotServed(Located<ListenLine> line, String option) {
        if (ListenType.GUARDS.contains(option)) {
            problems.error(
                    line.location(),
                    text(line)
                            + option
                            + " is not served yet; this listener stays down, since it would be"
                            + " open to more than it says");
        } else {
            problems.warning(
                    line.location(),
                    text(line) + option + " is not served yet, the server's holds");
        }
    }

    private void checkEncryption(Located<ListenLine> line, Encryption encryption) {
        if (configuration.isSet(EncryptionSettings.TLS_CERTIFICATE)) {
            return;
        }
        switch (encryption) {
            case NONE -> {}
            case UPGRADE ->
                    problems.error(
                            line.location(),
                            text(line)
                                    + "encryption tls needs a tls_certificate line; clients are"
                                    + " offered no encryption");
            case AT_ONCE ->
                    problems.error(
                            line.location(),
                            text(line)
                                    + "encryption ssl needs a tls_certificate line; this listener"
                                    + " stays down");
        }
    }

    private void checkThatSomethingListens() {
        Protocol protocol =
                switch (server) {
                    case DSMTP -> Protocol.SMTP;
                    case DPOP -> Protocol.POP;
                };
        if (ListenEndpoint.of(configuration, server).isEmpty()) {
            problems.fatal(
                    configuration.wholeFile(),
                    "no listener of " + protocol + " is left; " + server + " does not start");
        }
    }

    private static String text(Located<ListenLine> line) {
        return "listen " + line.value().listener() + ": ";
    }

    private List<ListenLine> lines() {
        return configuration.values(ListeningSettings.LISTEN);
    }
}
