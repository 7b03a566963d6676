package dmail.common.log;

import dmail.common.io.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A log file for each day, such as {@code dmDDMM.log}. The name has no year, so a file left from
 * the year before is deleted first.
 */
public final class DayFile implements LogOutput {
    /** A file of this name that is older than this is of an earlier year. */
    private static final Duration LAST_YEAR = Duration.ofDays(30);

    private final String prefix;
    private final Supplier<Path> folder;
    private final InstantSource clock;
    private final ZoneId zone;
    private Optional<Open> open = Optional.empty();

    private record Open(Path path, LogFile file) {}

    /**
     * @param prefix what the names of the files begin with
     * @param folder where the files are, asked for each write
     * @param zone in which days begin and end
     */
    public DayFile(String prefix, Supplier<Path> folder, InstantSource clock, ZoneId zone) {
        this.prefix = prefix;
        this.folder = folder;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public void write(byte[] lines) throws IOException {
        LocalDate date = LocalDate.ofInstant(clock.instant(), zone);
        String day = Digits.of(date.getDayOfMonth(), 2) + Digits.of(date.getMonthValue(), 2);
        Path today = folder.get().resolve(prefix + day + ".log");
        if (open.filter(now -> now.path().equals(today)).isEmpty()) {
            close();
            removeOld(today);
            open = Optional.of(new Open(today, LogFile.open(today, Long.MAX_VALUE, 0)));
        }
        open.get().file().write(lines);
    }

    private void removeOld(Path file) throws IOException {
        if (Files.exists(file)
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(clock.instant().minus(LAST_YEAR))) {
            Files.delete(file);
        }
    }

    @Override
    public void close() throws IOException {
        Optional<Open> last = open;
        open = Optional.empty();
        if (last.isPresent()) {
            last.get().file().close();
        }
    }
}
