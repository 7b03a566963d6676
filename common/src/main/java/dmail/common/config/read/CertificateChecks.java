package dmail.common.config.read;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.Located;
import dmail.common.config.group.GroupCertificates;
import dmail.common.config.listen.CertificateLines;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenOption;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.listen.PortLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether listeners have a certificate for their encryption, and certificates a listener. */
final class CertificateChecks {
    private final Configuration configuration;
    private final ConfigProblems problems;
    private final ListenerTable table;
    private final CertificateLines certificates;
    private final Optional<GroupCertificates> groups;

    /**
     * @param table the listeners of the configuration
     */
    CertificateChecks(Configuration configuration, ListenerTable table, ConfigProblems problems) {
        this.configuration = configuration;
        this.problems = problems;
        this.table = table;
        this.certificates = CertificateLines.of(configuration);
        this.groups = table.groupCertificates();
    }

    /** The listeners that the lines of one name are about. */
    private record Owner(
            String text,
            String staysDown,
            boolean hasCertificate,
            List<ListenerDefinition> listeners,
            Predicate<ListenerDefinition> isShownOfGroup) {
        boolean isUnencrypted() {
            return !listeners.isEmpty()
                    && listeners.stream().allMatch(each -> each.encryption() == Encryption.NONE);
        }

        boolean lacksCertificate() {
            boolean allHave =
                    !listeners.isEmpty()
                            && listeners.stream()
                                    .allMatch(each ->
                                            each.certificates().isPresent()
                                                    || isShownOfGroup.test(each));
            return !hasCertificate && !allHave;
        }
    }

    void check() {
        for (Located<ListenLine> line : configuration.located(ListeningSettings.LISTEN)) {
            if (isAboutEncryption(line.value().option())) {
                check(listener(line.value().listener()), line.value().option(), line.location());
            }
        }
        for (Located<PortLine> line : configuration.located(ListeningSettings.PORT)) {
            if (isAboutEncryption(line.value().option())) {
                check(port(line.value().port()), line.value().option(), line.location());
            }
        }
    }

    private static boolean isAboutEncryption(ListenOption option) {
        return option instanceof ListenOption.Encrypted
                || option instanceof ListenOption.Certificate
                || option instanceof ListenOption.Key
                || option instanceof ListenOption.PasswordFile;
    }

    private Owner listener(String name) {
        return new Owner(
                "listen " + name + ": ",
                "this listener stays down",
                certificates.ofListener(name).isPresent(),
                table.all().stream().filter(each -> each.name().equals(name)).toList(),
                this::isShownOfGroup);
    }

    private Owner port(String name) {
        return new Owner(
                "port " + name + ": ",
                "the listeners of this port stay down",
                certificates.ofPort(name).isPresent(),
                table.all().stream().filter(each -> each.name().startsWith(name + "@")).toList(),
                this::isShownOfGroup);
    }

    private boolean isShownOfGroup(ListenerDefinition listener) {
        return groups.filter(some -> !some.at(listener.address()).isEmpty()).isPresent();
    }

    private void check(Owner owner, ListenOption option, ConfigLocation where) {
        switch (option) {
            case ListenOption.Encrypted(var encryption) -> checkNeed(owner, encryption, where);
            case ListenOption.Certificate _ -> checkUse(owner, "certificate", where);
            case ListenOption.Key _ when owner.hasCertificate() || owner.isUnencrypted() ->
                    checkUse(owner, "key", where);
            case ListenOption.Key _ ->
                    problems.error(
                            where,
                            owner.text()
                                    + "key: "
                                    + CertificateLines.KEY_ALONE
                                    + "; "
                                    + owner.staysDown());
            case ListenOption.PasswordFile _ -> checkPassword(owner, where);
            default -> {}
        }
    }

    private void checkPassword(Owner owner, ConfigLocation where) {
        if (owner.hasCertificate()) {
            checkUse(owner, "certificate_password_file", where);
        } else {
            problems.warning(
                    where,
                    owner.text()
                            + "certificate_password_file does nothing without a certificate line");
        }
    }

    private void checkUse(Owner owner, String option, ConfigLocation where) {
        if (owner.isUnencrypted()) {
            problems.warning(where, owner.text() + option + " has no effect with encryption none");
        }
    }

    private void checkNeed(Owner owner, Encryption encryption, ConfigLocation where) {
        if (configuration.isSet(EncryptionSettings.TLS_CERTIFICATE) || !owner.lacksCertificate()) {
            return;
        }
        String needs =
                owner.text()
                        + "encryption "
                        + encryption
                        + " needs a certificate or tls_certificate line; ";
        switch (encryption) {
            case NONE -> {}
            case STARTTLS -> problems.error(where, needs + "clients are offered no encryption");
            case STARTTLS_REQUIRED, IMPLICIT_TLS ->
                    problems.error(where, needs + owner.staysDown());
        }
    }
}
