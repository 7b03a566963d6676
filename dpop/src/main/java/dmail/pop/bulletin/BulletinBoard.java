package dmail.pop.bulletin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of bulletins; read again when it has changed. Thread-safe. */
final class BulletinBoard {
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})\\.txt");

    /** Two changes within it may have the same time stamp; no file system's clock is coarser. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Path folder;
    private final InstantSource clock;
    private volatile Listing last = new Listing(Instant.MIN, Instant.MIN, List.of());

    private record Listing(Instant changed, Instant read, List<Bulletin> bulletins) {
        boolean isOf(Instant change) {
            return changed.equals(change) && changed.isBefore(read.minus(TICK));
        }
    }

    BulletinBoard(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** {@return all bulletins, the lowest number first} */
    List<Bulletin> bulletins() throws IOException {
        Instant read = clock.instant();
        Instant changed = Files.getLastModifiedTime(folder).toInstant();
        Listing known = last;
        if (!known.isOf(changed)) {
            known = new Listing(changed, read, list());
            last = known;
        }
        return known.bulletins();
    }

    private List<Bulletin> list() throws IOException {
        List<Bulletin> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    found.add(new Bulletin(Integer.parseInt(name.group(1)), file));
                }
            }
        }
        found.sort(Comparator.comparingInt(Bulletin::number));
        return List.copyOf(found);
    }
}
