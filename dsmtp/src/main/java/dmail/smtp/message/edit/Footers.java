package dmail.smtp.message.edit;

import dmail.common.config.ArchiveSettings;
import dmail.common.config.Configuration;
import dmail.common.config.type.FooterLine;
import dmail.common.io.OpenedFile;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.ReversePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The current footers, read with the settings. */
public final class Footers {
    private static final int LARGEST = 64 * 1024;

    private final List<Entry> entries;
    private final Log log;

    private record Entry(FooterLine line, Footer footer) {}

    private Footers(List<Entry> entries, Log log) {
        this.entries = List.copyOf(entries);
        this.log = log;
    }

    /** {@return the footers of a configuration; a file that can't be read is logged} */
    public static Footers from(Configuration configuration, Log log) {
        List<Entry> entries = new ArrayList<>();
        for (FooterLine line : configuration.values(ArchiveSettings.ADD_FOOTER)) {
            Path file = line.file(configuration.find(ArchiveSettings.DSMTP_PATH));
            try {
                entries.add(new Entry(line, new Footer(text(file))));
            } catch (IOException e) {
                log.error(LogLine.of("cannot read footer").with("file", file).with("reason", e));
            }
        }
        return new Footers(entries, log);
    }

    private static String text(Path file) throws IOException {
        byte[] octets;
        try (OpenedFile opened = OpenedFile.toReadBehindLinks(file)) {
            octets = opened.octets(LARGEST + 1);
        }
        if (octets.length > LARGEST) {
            throw new IOException("larger than " + LARGEST + " octets");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException _) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** {@return the sink for a message of that sender, which adds the footer} */
    public BodySink on(BodySink body, ReversePath sender) {
        return of(sender).<BodySink>map(footer -> new FootedBody(body, footer, log)).orElse(body);
    }

    /** Reports and the like have no sender, so they belong to no domain. */
    private Optional<Footer> of(ReversePath sender) {
        if (sender instanceof ReversePath.Sender(var address)) {
            for (Entry entry : entries) {
                if (entry.line().covers(address.domain())) {
                    return Optional.of(entry.footer());
                }
            }
        }
        return Optional.empty();
    }
}
