package dmail.common.server;

import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblem.Severity;
import dmail.common.config.Located;
import dmail.common.config.listen.ListenerCertificate;
import dmail.common.tls.TlsFiles;
import dmail.common.tls.TlsFiles.FaultyFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the files of listeners' and groups' certificates. */
final class CertificateFileChecks {
    private final Instant now;
    private final List<ConfigProblem> problems;
    private final Map<TlsFiles, TlsFiles.Reading> readings = new HashMap<>();
    private final Set<ListenerCertificate> checked = new HashSet<>();

    /**
     * @param problems where to put what is found
     */
    CertificateFileChecks(Instant now, List<ConfigProblem> problems) {
        this.now = now;
        this.problems = problems;
    }

    /** Checks one, unless that has been done. */
    void check(ListenerCertificate certificate) {
        if (!checked.add(certificate)) {
            return;
        }
        TlsFiles files = TlsSettings.files(certificate);
        boolean isNew = !readings.containsKey(files);
        switch (readings.computeIfAbsent(files, TlsFiles::read)) {
            case TlsFiles.Reading.Good(var identity) when isNew -> {
                identity.doubt(now)
                        .ifPresent(why ->
                                warn(
                                        certificate,
                                        FaultyFile.CERTIFICATE,
                                        files.certificate() + ": " + why));
                checkModes(certificate, files);
            }
            case TlsFiles.Reading.Good _ -> {}
            case TlsFiles.Reading.Bad(var faultyFile, var why) ->
                    add(
                            Severity.ERROR,
                            certificate,
                            faultyFile,
                            why + "; " + staysDown(certificate));
        }
    }

    private void checkModes(ListenerCertificate certificate, TlsFiles files) {
        if (files.isKeyOpenToAll()) {
            warn(certificate, FaultyFile.KEY, openToAll(files.key(), "key"));
        }
        files.password()
                .filter(_ -> files.isPasswordOpenToAll())
                .ifPresent(file ->
                        warn(certificate, FaultyFile.PASSWORD, openToAll(file, "password")));
    }

    static String openToAll(Path file, String what) {
        return file + ": everybody on this host may read this " + what + "; chmod 600 cures that";
    }

    private static String staysDown(ListenerCertificate certificate) {
        return switch (certificate.owner().kind()) {
            case LISTENER -> "this listener stays down";
            case PORT -> "the listeners of this port stay down";
            case GROUP ->
                    "a listener at an address of this group stays down, one at all addresses offers"
                            + " no encryption there";
        };
    }

    private void warn(ListenerCertificate certificate, FaultyFile faultyFile, String sentence) {
        add(Severity.WARNING, certificate, faultyFile, sentence);
    }

    private void add(
            Severity severity,
            ListenerCertificate certificate,
            FaultyFile faultyFile,
            String sentence) {
        Located<Path> line =
                switch (faultyFile) {
                    case CERTIFICATE -> certificate.certificate();
                    case KEY -> certificate.key().orElse(certificate.certificate());
                    case PASSWORD -> certificate.passwordFile().orElse(certificate.certificate());
                };
        String option =
                switch (faultyFile) {
                    case CERTIFICATE -> "certificate";
                    case KEY -> certificate.key().isPresent() ? "key" : "certificate";
                    case PASSWORD -> "certificate_password_file";
                };
        ConfigLocation where = line.location();
        problems.add(
                new ConfigProblem(
                        severity, where, certificate.owner() + ": " + option + " " + sentence));
    }

    /** {@return whether its files can be used; it must have been checked} */
    boolean isGood(ListenerCertificate certificate) {
        return readings.get(TlsSettings.files(certificate)) instanceof TlsFiles.Reading.Good;
    }
}
