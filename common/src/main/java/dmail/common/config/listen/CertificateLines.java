package dmail.common.config.listen;

import dmail.common.config.Configuration;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenerCertificate.Kind;
import dmail.common.config.listen.ListenerCertificate.Owner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificates that {@code listen} and {@code port} lines name. */
public final class CertificateLines {
    /** What is wrong with a key whose certificate isn't named; a clause. */
    public static final String KEY_ALONE = "there is no certificate line that it belongs to";

    private final Map<Owner, List<Located<ListenOption>>> options = new HashMap<>();

    private CertificateLines() {}

    public static CertificateLines of(Configuration configuration) {
        CertificateLines lines = new CertificateLines();
        for (Located<ListenLine> line : configuration.located(ListeningSettings.LISTEN)) {
            lines.add(
                    listener(line.value().listener()),
                    new Located<>(line.value().option(), line.location()));
        }
        for (Located<PortLine> line : configuration.located(ListeningSettings.PORT)) {
            lines.add(
                    port(line.value().port()),
                    new Located<>(line.value().option(), line.location()));
        }
        return lines;
    }

    private void add(Owner owner, Located<ListenOption> option) {
        options.computeIfAbsent(owner, _ -> new ArrayList<>()).add(option);
    }

    private static Owner listener(String name) {
        return new Owner(Kind.LISTENER, name);
    }

    private static Owner port(String name) {
        return new Owner(Kind.PORT, name);
    }

    /** {@return the certificate of a listener's own lines} */
    public Optional<ListenerCertificate> ofListener(String name) {
        return of(listener(name));
    }

    /** {@return the certificate of a port's lines} */
    public Optional<ListenerCertificate> ofPort(String name) {
        return of(port(name));
    }

    /** {@return those of a listener and the port that an ip line gives it, if it has any} */
    Optional<CertificateOrder> order(String listener) {
        Optional<ListenerCertificate> own = ofListener(listener);
        Optional<ListenerCertificate> port = ListenerName.port(listener).flatMap(this::ofPort);
        return own.isEmpty() && port.isEmpty()
                ? Optional.empty()
                : Optional.of(new CertificateOrder(own, port));
    }

    /** {@return why a listener with that encryption can't be shown what its lines say} */
    Optional<String> fault(String listener, Encryption encryption) {
        boolean lacksCertificate =
                isKeyAlone(listener(listener))
                        || ListenerName.port(listener)
                                .filter(name -> isKeyAlone(port(name)))
                                .isPresent();
        return encryption != Encryption.NONE && lacksCertificate
                ? Optional.of("key: " + KEY_ALONE)
                : Optional.empty();
    }

    private boolean isKeyAlone(Owner owner) {
        return of(owner).isEmpty()
                && options.getOrDefault(owner, List.of()).stream()
                        .anyMatch(each -> each.value() instanceof ListenOption.Key);
    }

    private Optional<ListenerCertificate> of(Owner owner) {
        Optional<Located<Path>> certificate = Optional.empty();
        Optional<Located<Path>> key = Optional.empty();
        Optional<Located<Path>> passwordFile = Optional.empty();
        for (Located<ListenOption> each : options.getOrDefault(owner, List.of())) {
            switch (each.value()) {
                case ListenOption.Certificate(var file) ->
                        certificate = Optional.of(new Located<>(file, each.location()));
                case ListenOption.Key(var file) ->
                        key = Optional.of(new Located<>(file, each.location()));
                case ListenOption.PasswordFile(var file) ->
                        passwordFile = Optional.of(new Located<>(file, each.location()));
                default -> {}
            }
        }
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ListenerCertificate(owner, certificate.get(), key, passwordFile));
    }
}
