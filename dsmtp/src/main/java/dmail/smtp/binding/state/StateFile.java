package dmail.smtp.binding.state;

import dmail.common.io.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code work_path/bindings.state}: what is remembered of bindings over a restart. It is
 * replaced as a whole, so a crash leaves either the old one or the new one.
 *
 * @param path of the file
 */
public record StateFile(Path path) {
    private static final String FIRST_LINE = "DMail-Binding-States: 1";
    private static final String SUSPENDED = "suspended";
    private static final String WARM_UP = "warm_up";

    /** Stands for no domain, and for no end. */
    private static final String NONE = "-";

    /** More than ten thousand suspensions; a larger file isn't ours. */
    private static final long LARGEST = 4L << 20;

    /**
     * What it holds.
     *
     * @param warmUps by the names of bindings
     */
    record Contents(List<SuspendedBinding> suspended, Map<String, Warmed> warmUps) {
        static final Contents EMPTY = new Contents(List.of(), Map.of());
    }

    /**
     * A period of a young binding.
     *
     * @param messages that it has taken since then
     */
    record Warmed(Instant start, int messages) {}

    /**
     * {@return what it holds; nothing when there is none}
     *
     * @throws IOException when it can't be read or understood
     */
    Contents read() throws IOException {
        List<String> lines;
        try {
            if (Files.size(path) > LARGEST) {
                throw new IOException("larger than any that dsmtp writes");
            }
            lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return Contents.EMPTY;
        }
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
            throw new IOException("not in a form that this version knows");
        }
        List<SuspendedBinding> suspended = new ArrayList<>();
        Map<String, Warmed> warmUps = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            try {
                read(line, suspended, warmUps);
            } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
                throw new IOException("line " + (i + 1) + " can't be understood", e);
            }
        }
        return new Contents(suspended, warmUps);
    }

    private static void read(
            String line, List<SuspendedBinding> suspended, Map<String, Warmed> warmUps) {
        String[] words = line.split(" ", 5);
        switch (words[0]) {
            case SUSPENDED ->
                    suspended.add(
                            new SuspendedBinding(
                                    words[1],
                                    given(words[2]),
                                    given(words[3]).map(StateFile::instant),
                                    words[4]));
            case WARM_UP ->
                    warmUps.put(
                            words[1], new Warmed(instant(words[2]), Integer.parseInt(words[3])));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static Optional<String> given(String word) {
        return word.equals(NONE) ? Optional.empty() : Optional.of(word);
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    /** Replaces it, or removes it when there is nothing to remember; durable on return. */
    void write(Contents contents) throws IOException {
        if (contents.equals(Contents.EMPTY)) {
            remove();
            return;
        }
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        for (SuspendedBinding one : contents.suspended()) {
            text.append(SUSPENDED)
                    .append(' ')
                    .append(one.binding())
                    .append(' ')
                    .append(one.domain().orElse(NONE))
                    .append(' ')
                    .append(one.until().map(StateFile::seconds).orElse(NONE))
                    .append(' ')
                    .append(one.reason())
                    .append('\n');
        }
        contents.warmUps()
                .forEach((binding, warmed) ->
                        text.append(WARM_UP)
                                .append(' ')
                                .append(binding)
                                .append(' ')
                                .append(seconds(warmed.start()))
                                .append(' ')
                                .append(warmed.messages())
                                .append('\n'));
        store(text.toString());
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    private void remove() throws IOException {
        Path folder = path.getParent();
        if (Files.deleteIfExists(path) && folder != null) {
            DurableFiles.syncDirectory(folder);
        }
    }

    private void store(String text) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel file =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                int _ = file.write(octets);
            }
            file.force(true);
        }
        DurableFiles.moveIntoPlace(beside, path);
    }
}
