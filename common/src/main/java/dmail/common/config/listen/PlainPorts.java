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

/** The listeners of the settings that are nothing but a port, on every address. */
final class PlainPorts {
    private static final Optional<String> NO_CERTIFICATE =
            Optional.of("there is no tls_certificate line");

    private PlainPorts() {}

    /** {@return the one whose clients may ask for encryption} */
    static List<ListenerDefinition> upgraded(Configuration configuration, Protocol protocol) {
        Setting<Integer> setting =
                switch (protocol) {
                    case SMTP -> ListeningSettings.SMTP_PORT;
                    case SUBMISSION -> ListeningSettings.SUBMISSION_PORT;
                    case POP -> ListeningSettings.POP_PORT;
                };
        return everywhere(configuration, setting, protocol, Encryption.UPGRADE);
    }

    /** RFC 8314 section 3.3: what comes encrypted to a port of its own is submission. */
    static List<ListenerDefinition> atOnce(Configuration configuration, Protocol protocol) {
        return switch (protocol) {
            case SMTP -> List.of();
            case SUBMISSION ->
                    everywhere(
                            configuration,
                            ListeningSettings.SMTPS_PORT,
                            protocol,
                            Encryption.AT_ONCE);
            case POP ->
                    everywhere(
                            configuration,
                            ListeningSettings.POPS_PORT,
                            protocol,
                            Encryption.AT_ONCE);
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
                                ListenerDefinition.word(protocol, encryption),
                                Optional.empty(),
                                port,
                                protocol,
                                encryption,
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

    /** {@return why nobody can be let in encrypted at once, if so} */
    static Optional<String> down(Configuration configuration, Encryption encryption) {
        return encryption == Encryption.AT_ONCE
                        && !configuration.isSet(EncryptionSettings.TLS_CERTIFICATE)
                ? NO_CERTIFICATE
                : Optional.empty();
    }
}
