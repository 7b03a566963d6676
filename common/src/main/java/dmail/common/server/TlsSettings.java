package dmail.common.server;

import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.tls.ServerIdentity;
import dmail.common.tls.TlsFiles;
import java.io.IOException;
import java.util.Optional;

/** The certificate named in dmail.conf. */
public final class TlsSettings {
    private TlsSettings() {}

    /** {@return its files, empty when none are configured} */
    static Optional<TlsFiles> files(Configuration configuration) {
        return configuration
                .find(EncryptionSettings.TLS_CERTIFICATE)
                .map(file ->
                        new TlsFiles(
                                file, configuration.find(EncryptionSettings.TLS_KEY).orElse(file)));
    }

    /**
     * {@return the certificate, empty when none is configured}
     *
     * @throws IOException when a file can't be used
     */
    public static Optional<ServerIdentity> identity(Configuration configuration)
            throws IOException {
        Optional<TlsFiles> files = files(configuration);
        if (files.isEmpty()) {
            return Optional.empty();
        }
        return switch (files.get().read()) {
            case TlsFiles.Reading.Good(var identity) -> Optional.of(identity);
            case TlsFiles.Reading.Bad(_, var why) -> throw new IOException(why);
        };
    }

    /**
     * {@return the certificate for a start; empty when it can't be used, since the server then
     * starts without TLS}
     */
    public static Optional<ServerIdentity> identityAtStart(Configuration configuration) {
        try {
            return identity(configuration);
        } catch (IOException reported) {
            // The reading of dmail.conf has reported it as a problem.
            return Optional.empty();
        }
    }
}
