package dmail.common.config.listen;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Setting;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.util.List;
import java.util.Optional;

/** The listeners of settings such as {@code smtp_port}, which are a port on every address. */
final class WildcardListeners {
    private static final Optional<String> NO_CERTIFICATE =
            Optional.of("there is no tls_certificate line");

    private WildcardListeners() {}

    /** {@return the listener without implicit TLS} */
    static List<ListenerDefinition> startTls(Configuration configuration, Protocol protocol) {
        Setting<Integer> setting =
                switch (protocol) {
                    case SMTP -> ListeningSettings.SMTP_PORT;
                    case SUBMISSION -> ListeningSettings.SUBMISSION_PORT;
                    case POP -> ListeningSettings.POP_PORT;
                };
        return everywhere(configuration, setting, protocol, Encryption.STARTTLS);
    }

    /** RFC 8314 section 3.3: implicit TLS is for submission. */
    static List<ListenerDefinition> implicitTls(Configuration configuration, Protocol protocol) {
        return switch (protocol) {
            case SMTP -> List.of();
            case SUBMISSION ->
                    everywhere(
                            configuration,
                            ListeningSettings.SMTPS_PORT,
                            protocol,
                            Encryption.IMPLICIT_TLS);
            case POP ->
                    everywhere(
                            configuration,
                            ListeningSettings.POPS_PORT,
                            protocol,
                            Encryption.IMPLICIT_TLS);
        };
    }

    private static List<ListenerDefinition> everywhere(
            Configuration configuration,
            Setting<Integer> setting,
            Protocol protocol,
            Encryption encryption) {
        return configuration.find(setting).stream()
                .map(port ->
                        new ListenerDefinition(
                                ListenerDefinition.logName(protocol, encryption),
                                Optional.empty(),
                                port,
                                protocol,
                                encryption,
                                ListenerPolicy.NONE,
                                true,
                                WhenMissing.WAIT,
                                "",
                                where(configuration, setting),
                                down(configuration, encryption),
                                Optional.empty()))
                .toList();
    }

    private static ConfigLocation where(Configuration configuration, Setting<Integer> setting) {
        return configuration.isSet(setting)
                ? configuration.located(setting).getLast().location()
                : configuration.wholeFile();
    }

    /** {@return why a listener with that encryption stays closed, if it does} */
    static Optional<String> down(Configuration configuration, Encryption encryption) {
        return encryption == Encryption.IMPLICIT_TLS
                        && !configuration.isSet(EncryptionSettings.TLS_CERTIFICATE)
                ? NO_CERTIFICATE
                : Optional.empty();
    }
}
