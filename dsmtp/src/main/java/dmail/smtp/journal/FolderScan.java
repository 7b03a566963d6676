package dmail.smtp.journal;

import dmail.smtp.queuefile.CorruptFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sorts the files in the journal's folder at a start: segments, spares, and others. */
final class FolderScan {
    private static final Pattern NAME = Pattern.compile("(\\d{8,15})\\.journal");

    /** No segment was ever larger. */
    private static final long LARGEST = 256L << 20;

    private final JournalSize size;
    private final Disk disk;
    private final SpareSegments spares;
    private final CorruptFolder corrupt;
    private final JournalLog log;

    FolderScan(
            JournalSize size,
            Disk disk,
            SpareSegments spares,
            CorruptFolder corrupt,
            JournalLog log) {
        this.size = size;
        this.disk = disk;
        this.spares = spares;
        this.corrupt = corrupt;
        this.log = log;
    }

    /** {@return the segments in use, oldest first} */
    List<FoundSegment> run(Path folder) throws IOException {
        List<FoundSegment> found = new ArrayList<>();
        for (Path file : list(folder)) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                spares.nameIsTaken(Long.parseLong(name.group(1)));
                lookOrFail(file).ifPresent(found::add);
            } else {
                setAside(file, "not a segment's name");
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.header().number()));
        return found;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /**
     * A foreign file never keeps the server from starting. A segment that can't be read now does:
     * it may hold mail that exists nowhere else.
     */
    private Optional<FoundSegment> lookOrFail(Path file) throws IOException {
        try {
            return look(file);
        } catch (IOException failure) {
            throw new UnreadableSegmentException(file, failure);
        }
    }

    private Optional<FoundSegment> look(Path file) throws IOException {
        BasicFileAttributes facts =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!facts.isRegularFile()) {
            setAside(file, "not a plain file");
            return Optional.empty();
        }
        if (facts.size() > LARGEST) {
            setAside(file, "too large");
            return Optional.empty();
        }
        ByteBuffer start = disk.read(file, SegmentHeader.SIZE);
        Optional<SegmentHeader> header = SegmentHeader.of(start);
        if (header.isPresent()) {
            return Optional.of(new FoundSegment(file, header.get()));
        }
        if (isZeros(start)) {
            keepSpare(file);
        } else {
            setAside(file, "no header");
        }
        return Optional.empty();
    }

    private static boolean isZeros(ByteBuffer octets) {
        return octets.equals(ByteBuffer.allocate(octets.remaining()));
    }

    /** A file of another size was not completed, so it was never in use. */
    private void keepSpare(Path file) throws IOException {
        if (Files.size(file) == size.segment()) {
            spares.give(disk.open(file));
        } else {
            disk.delete(file);
        }
    }

    private void setAside(Path file, String why) {
        try {
            log.setAside(file, why, corrupt.take(file));
        } catch (IOException failure) {
            log.notSetAside(file, why, failure);
        }
    }
}
