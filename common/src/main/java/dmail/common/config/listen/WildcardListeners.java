package dmail.common.config.listen;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Setting;
import dmail.common.config.group.GroupCertificates;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The listeners of settings such as {@code smtp_port}, which are a port on every address. */
final class WildcardListeners {
    private static final Optional<String> NO_CERTIFICATE =
            Optional.of("there is no certificate or tls_certificate line");

    private final Configuration configuration;
    private final Set<String> taken;
    private final ListenerTable table;

    /**
     * Those of a configuration. A name stands for one listener, since commands stop it by that.
     *
     * @param taken names of other listeners; one that is taken is replaced by the setting's
     * @param table the one that they are for; it knows the certificates of groups
     */
    WildcardListeners(Configuration configuration, Set<String> taken, ListenerTable table) {
        this.configuration = configuration;
        this.taken = taken;
        this.table = table;
    }

    /** {@return the listener without implicit TLS} */
    List<ListenerDefinition> startTls(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> everywhere(ListeningSettings.SMTP_PORT, protocol, Encryption.STARTTLS);
            case SUBMISSION ->
                    everywhere(ListeningSettings.SUBMISSION_PORT, protocol, Encryption.STARTTLS);
            case POP -> everywhere(ListeningSettings.POP_PORT, protocol, Encryption.STARTTLS);
            case CONTROL -> List.of();
        };
    }

    /** RFC 8314 section 3.3: implicit TLS is for submission. */
    List<ListenerDefinition> implicitTls(Protocol protocol) {
        return switch (protocol) {
            case SMTP, CONTROL -> List.of();
            case SUBMISSION ->
                    everywhere(ListeningSettings.SMTPS_PORT, protocol, Encryption.IMPLICIT_TLS);
            case POP -> everywhere(ListeningSettings.POPS_PORT, protocol, Encryption.IMPLICIT_TLS);
        };
    }

    private List<ListenerDefinition> everywhere(
            Setting<Integer> setting, Protocol protocol, Encryption encryption) {
        Optional<Integer> port = configuration.find(setting);
        if (port.isEmpty()) {
            return List.of();
        }
        return List.of(
                new ListenerDefinition(
                        name(setting, ListenerDefinition.logName(protocol, encryption)),
                        Optional.empty(),
                        port.get(),
                        protocol,
                        encryption,
                        Optional.empty(),
                        ListenerPolicy.NONE,
                        ListenerIdentity.NONE,
                        true,
                        WhenMissing.WAIT,
                        "",
                        where(setting),
                        down(encryption),
                        Optional.empty()));
    }

    private String name(Setting<Integer> setting, String usual) {
        return taken.contains(usual) ? setting.name() : usual;
    }

    private ConfigLocation where(Setting<Integer> setting) {
        return configuration.isSet(setting)
                ? configuration.located(setting).getLast().location()
                : configuration.wholeFile();
    }

    private Optional<String> down(Encryption encryption) {
        return lacksCertificate(configuration, encryption, Optional.empty())
                ? down(table.groupCertificates(), Optional.empty())
                : Optional.empty();
    }

    /**
     * {@return whether a listener with that encryption needs a certificate, and neither its own
     * lines nor the server's name one}
     *
     * @param certificates of its own lines
     */
    static boolean lacksCertificate(
            Configuration configuration,
            Encryption encryption,
            Optional<CertificateOrder> certificates) {
        return encryption.needsCertificate()
                && certificates.isEmpty()
                && !configuration.isSet(EncryptionSettings.TLS_CERTIFICATE);
    }

    /**
     * {@return why a listener that lacks a certificate stays closed, unless clients can be shown
     * that of a domain group there}
     *
     * @param address empty means every address
     */
    static Optional<String> down(
            Optional<GroupCertificates> groups, Optional<InetAddress> address) {
        boolean isShownOfGroup = groups.filter(some -> !some.at(address).isEmpty()).isPresent();
        return isShownOfGroup ? Optional.empty() : NO_CERTIFICATE;
    }
}
