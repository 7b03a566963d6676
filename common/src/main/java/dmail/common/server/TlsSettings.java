package dmail.common.server;

import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.group.GroupCertificates;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerCertificate;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.log.Log;
import dmail.common.tls.Certificates;
import dmail.common.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The certificates named in dmail.conf, and which listeners can use them. */
public final class TlsSettings {
    private TlsSettings() {}

    /** {@return the files of the server's certificate, empty when none are configured} */
    static Optional<TlsFiles> files(Configuration configuration) {
        Optional<Path> file = configuration.find(EncryptionSettings.TLS_CERTIFICATE);
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TlsFiles(
                                file.get(),
                                configuration.find(EncryptionSettings.TLS_KEY).orElse(file.get())));
    }

    static TlsFiles files(ListenerCertificate certificate) {
        return new TlsFiles(
                certificate.certificate().value(),
                certificate.key().orElse(certificate.certificate()).value(),
                certificate.passwordFile().map(Located::value));
    }

    /** {@return the files of a listener's certificate, empty when the server's holds} */
    public static Optional<TlsFiles> files(ListenerDefinition listener) {
        return files(listener, Optional.empty());
    }

    /**
     * {@return the files of the certificate that clients are shown, empty when the server's holds}
     *
     * @param ofGroup that of the domain group whose address they have reached
     */
    public static Optional<TlsFiles> files(
            ListenerDefinition listener, Optional<ListenerCertificate> ofGroup) {
        Optional<ListenerCertificate> its = listener.certificate(ofGroup);
        return its.isPresent() ? Optional.of(files(its.get())) : Optional.empty();
    }

    /** {@return the certificates of listeners, of both servers, that encrypt, and of groups} */
    static List<ListenerCertificate> ofListeners(ListenerTable table) {
        List<ListenerCertificate> found = new ArrayList<>();
        boolean isAnyEncrypted = false;
        for (ListenerDefinition listener : table.all()) {
            boolean isEncrypted = listener.encryption() != Encryption.NONE;
            isAnyEncrypted |= isEncrypted;
            if (isEncrypted && listener.certificates().isPresent()) {
                found.addAll(listener.certificates().get().all());
            }
        }
        if (isAnyEncrypted) {
            Optional<GroupCertificates> groups = table.groupCertificates();
            if (groups.isPresent()) {
                found.addAll(groups.get().all());
            }
        }
        return found;
    }

    /**
     * {@return the certificates, empty when none is configured}
     *
     * @param log told of new versions of their files
     * @throws IOException when a file can't be used
     */
    public static Optional<Certificates> certificates(Configuration configuration, Log log)
            throws IOException {
        Optional<Certificates> read = certificatesAtStart(configuration, log);
        if (read.isPresent()) {
            for (String fault : read.get().faults().values()) {
                throw new IOException(fault);
            }
        }
        return read;
    }

    /**
     * {@return the certificates for a start, without those that can't be used, since the server
     * then starts with less} The reading of dmail.conf has reported these as problems.
     */
    public static Optional<Certificates> certificatesAtStart(Configuration configuration, Log log) {
        Optional<TlsFiles> general = files(configuration);
        Set<TlsFiles> all = new LinkedHashSet<>();
        if (general.isPresent()) {
            all.add(general.get());
        }
        for (ListenerCertificate certificate : ofListeners(ListenerTable.of(configuration))) {
            all.add(files(certificate));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(Certificates.read(general, all, log));
    }

    /** {@return a server's listeners; one that has no certificate doesn't claim encryption} */
    public static List<ListenerDefinition> listeners(
            Configuration configuration, Server server, Optional<Certificates> certificates) {
        List<ListenerDefinition> listeners = new ArrayList<>();
        ListenerTable table = ListenerTable.of(configuration);
        Optional<GroupCertificates> groups = table.groupCertificates();
        for (ListenerDefinition listener : table.of(server)) {
            boolean mayStay =
                    listener.encryption() == Encryption.NONE || listener.down().isPresent();
            listeners.add(
                    mayStay || isShownOfGroup(listener, groups, certificates)
                            ? listener
                            : usable(listener, groups, configuration, certificates));
        }
        return listeners;
    }

    /**
     * One at all addresses may have no certificate but those of the groups met at some of them; at
     * the others it offers no encryption.
     */
    private static boolean isShownOfGroup(
            ListenerDefinition listener,
            Optional<GroupCertificates> groups,
            Optional<Certificates> certificates) {
        if (groups.isEmpty()
                || certificates.isEmpty()
                || listener.address().isPresent()
                || listener.certificate(Optional.empty()).isPresent()) {
            return false;
        }
        for (ListenerCertificate each : groups.get().at(listener.address())) {
            if (certificates.get().has(Optional.of(files(each)))) {
                return true;
            }
        }
        return false;
    }

    /** What its own lines want must be; the server's certificate is a convenience. */
    private static ListenerDefinition usable(
            ListenerDefinition listener,
            Optional<GroupCertificates> groups,
            Configuration configuration,
            Optional<Certificates> certificates) {
        Optional<TlsFiles> own = files(listener, ofGroup(listener, groups));
        if (certificates.isPresent() && certificates.get().has(own)) {
            return listener;
        }
        if (own.isEmpty() && listener.encryption() == Encryption.STARTTLS) {
            return listener.unencrypted();
        }
        return listener.closed(
                own.or(() -> files(configuration))
                        .flatMap(files -> fault(files, certificates))
                        .orElse("there is no certificate"));
    }

    /** {@return that of the group which clients meet at a listener's one address} */
    static Optional<ListenerCertificate> ofGroup(
            ListenerDefinition listener, Optional<GroupCertificates> groups) {
        return groups.isPresent() && listener.address().isPresent()
                ? groups.get().at(listener.address().get())
                : Optional.empty();
    }

    private static Optional<String> fault(TlsFiles files, Optional<Certificates> certificates) {
        return certificates.flatMap(some -> Optional.ofNullable(some.faults().get(files)));
    }
}
