package dmail.common.config;

import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The lines of a setting that may have very many: only their text is kept, and parsed again each
 * time.
 *
 * @param <T> the value of a line
 */
public final class PackedLines<T> extends AbstractList<Located<T>> implements RandomAccess {
    private final SettingType<T> type;
    private final Path folder;
    private byte[] text = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int[] numbers = new int[1 << 8];
    private final List<Part> parts = new ArrayList<>();
    private int size;

    /**
     * Consecutive lines of one file.
     *
     * @param from index of the first one
     */
    private record Part(int from, String file) {}

    /**
     * @param folder for relative paths
     */
    public PackedLines(SettingType<T> type, Path folder) {
        this.type = type;
        this.folder = folder;
    }

    /** Adds a line, which must be valid and have a single value. */
    public void add(String line, ConfigLocation location) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        int begin = end(size - 1);
        if (begin + octets.length > text.length) {
            text = Arrays.copyOf(text, begin + octets.length + text.length / 2);
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + size / 2);
            numbers = Arrays.copyOf(numbers, size + size / 2);
        }
        System.arraycopy(octets, 0, text, begin, octets.length);
        ends[size] = begin + octets.length;
        numbers[size] = location.line();
        if (parts.isEmpty() || !parts.getLast().file().equals(location.file())) {
            parts.add(new Part(size, location.file()));
        }
        size++;
    }

    private int end(int index) {
        return index < 0 ? 0 : ends[index];
    }

    @Override
    public Located<T> get(int index) {
        String line = line(index);
        if (type.read(line, folder) instanceof Parsed.Good<List<T>>(var values)) {
            return new Located<>(values.getFirst(), location(index));
        }
        throw new IllegalStateException("was good when it was read: " + line);
    }

    private String line(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        int begin = end(index - 1);
        return new String(text, begin, ends[index] - begin, StandardCharsets.UTF_8);
    }

    private ConfigLocation location(int index) {
        int part = 0;
        int last = parts.size() - 1;
        while (part < last) {
            int middle = (part + last + 1) >>> 1;
            if (parts.get(middle).from() <= index) {
                part = middle;
            } else {
                last = middle - 1;
            }
        }
        return new ConfigLocation(parts.get(part).file(), numbers[index]);
    }

    @Override
    public int size() {
        return size;
    }

    /** {@return the selected lines} */
    PackedLines<T> keeping(LineChoice<T> good) {
        PackedLines<T> kept = new PackedLines<>(type, folder);
        for (int i = 0; i < size; i++) {
            if (good.takes(i, get(i))) {
                kept.add(line(i), location(i));
            }
        }
        return kept.size == size ? this : kept;
    }

    /** {@return the selected lines, and one more where the first stood that isn't} */
    PackedLines<T> replacing(LineChoice<T> kept, Located<T> added) {
        PackedLines<T> changed = new PackedLines<>(type, folder);
        boolean missing = true;
        for (int i = 0; i < size; i++) {
            if (kept.takes(i, get(i))) {
                changed.add(line(i), location(i));
            } else if (missing) {
                changed.add(type.show(added.value()), added.location());
                missing = false;
            }
        }
        if (missing) {
            changed.add(type.show(added.value()), added.location());
        }
        return changed.closed();
    }

    /** Frees the room for more lines. */
    public PackedLines<T> closed() {
        text = Arrays.copyOf(text, end(size - 1));
        ends = Arrays.copyOf(ends, Math.max(1, size));
        numbers = Arrays.copyOf(numbers, Math.max(1, size));
        return this;
    }
}
