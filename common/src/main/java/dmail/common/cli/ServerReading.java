package dmail.common.cli;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblem.Severity;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.EncryptionSettings;
import dmail.common.config.Place;
import dmail.common.config.Server;
import dmail.common.config.Setting;
import dmail.common.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Reads dmail.conf for a server that is to run on it: the files that it names count as well. */
final class ServerReading {
    private final Configuration configuration;
    private final Instant now;
    private final List<ConfigProblem> problems;

    private ServerReading(ConfigReading reading, Instant now) {
        this.configuration = reading.configuration();
        this.now = now;
        this.problems = new ArrayList<>(reading.problems());
    }

    static ConfigReading read(Path file, Server server, InstantSource clock) {
        ServerReading reading =
                new ServerReading(Configuration.read(file, server), clock.instant());
        TlsSettings.files(reading.configuration).ifPresent(reading::check);
        return new ConfigReading(reading.configuration, reading.problems);
    }

    private void check(TlsFiles files) {
        switch (files.read()) {
            case TlsFiles.Reading.Good(var identity) ->
                    identity.doubt(now)
                            .ifPresent(why ->
                                    add(
                                            Severity.WARNING,
                                            EncryptionSettings.TLS_CERTIFICATE,
                                            files.certificate() + ": " + why));
            case TlsFiles.Reading.Bad(var culprit, var why) ->
                    add(
                            Severity.ERROR,
                            setting(culprit),
                            why + "; clients are offered no encryption");
        }
        if (files.isKeyOpenToAll()) {
            add(
                    Severity.WARNING,
                    setting(TlsFiles.Culprit.KEY),
                    files.key()
                            + ": everybody on this host may read this key; chmod 600 cures that");
        }
    }

    private Setting<Path> setting(TlsFiles.Culprit culprit) {
        boolean key =
                culprit == TlsFiles.Culprit.KEY && configuration.isSet(EncryptionSettings.TLS_KEY);
        return key ? EncryptionSettings.TLS_KEY : EncryptionSettings.TLS_CERTIFICATE;
    }

    private void add(Severity severity, Setting<Path> setting, String sentence) {
        Place place = configuration.located(setting).getLast().place();
        problems.add(new ConfigProblem(severity, place, setting + " " + sentence));
    }
}
