package dmail.common.testing;

import dmail.common.testing.CrashDisk.Op;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a disk may hold after a loss of power, by the rules of POSIX and of file systems with a
 * journal: content is sure when it was synced, and otherwise there in part, in any order, torn in
 * the middle, or not at all; names change in order, and are sure when their folder was synced.
 */
public final class PowerLoss {
    private final Map<String, byte[]> initial;
    private final Map<String, Integer> numbers;
    private final Set<String> folders;

    /**
     * @param initial the files that are there, by name
     * @param numbers their numbers
     * @param folders the folders that are there
     */
    public PowerLoss(
            Map<String, byte[]> initial, Map<String, Integer> numbers, Set<String> folders) {
        this.initial = Map.copyOf(initial);
        this.numbers = Map.copyOf(numbers);
        this.folders = Set.copyOf(folders);
    }

    /** A disk as it may be found; octets are kept as ISO 8859-1, so that images can be compared. */
    public record Image(Map<String, String> files, Set<String> folders) {
        public Image {
            files = Map.copyOf(files);
            folders = Set.copyOf(folders);
        }

        public void layOut(Path root) throws IOException {
            for (String folder : new TreeSet<>(folders)) {
                Files.createDirectories(root.resolve(folder));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.write(
                        root.resolve(file.getKey()),
                        file.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** {@return all disks that may be found when the power goes behind these changes} */
    public Set<Image> after(List<Op> ops) {
        Set<Image> images = new LinkedHashSet<>();
        List<Op> names = ops.stream().filter(PowerLoss::isAboutNames).toList();
        for (int kept = sure(ops, names); kept <= names.size(); kept++) {
            images.addAll(images(names.subList(0, kept), ops));
        }
        return images;
    }

    private static boolean isAboutNames(Op op) {
        return op instanceof Op.Make
                || op instanceof Op.MakeFolder
                || op instanceof Op.Rename
                || op instanceof Op.Delete;
    }

    /** {@return how many changes of names are sure: all up to the last one that was synced} */
    private static int sure(List<Op> ops, List<Op> names) {
        int sure = 0;
        int seen = 0;
        Map<String, Integer> last = new HashMap<>();
        for (Op op : ops) {
            if (isAboutNames(op)) {
                seen++;
                for (String folder : folders(op)) {
                    last.put(folder, seen);
                }
            } else if (op instanceof Op.SyncFolder(String folder)) {
                sure = Math.max(sure, last.getOrDefault(folder, 0));
            }
        }
        return Math.min(sure, names.size());
    }

    private static List<String> folders(Op op) {
        return switch (op) {
            case Op.Make(String name, _) -> List.of(folder(name));
            case Op.MakeFolder(String name) -> List.of(folder(name));
            case Op.Delete(String name) -> List.of(folder(name));
            case Op.Rename(String from, String to) -> List.of(folder(from), folder(to));
            default -> List.of();
        };
    }

    private static String folder(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    private Set<Image> images(List<Op> names, List<Op> ops) {
        Map<String, Integer> bound = new TreeMap<>(numbers);
        Set<String> present = new TreeSet<>(folders);
        for (Op op : names) {
            switch (op) {
                case Op.Make(String name, int file) -> bound.put(name, file);
                case Op.MakeFolder(String name) -> present.add(name);
                case Op.Rename(String from, String to) -> rename(bound, from, to);
                case Op.Delete(String name) -> {
                    bound.remove(name);
                    present.remove(name);
                }
                default -> throw new IllegalStateException("not about names: " + op);
            }
        }
        List<String> files = List.copyOf(bound.keySet());
        List<List<String>> contents =
                bound.values().stream().map(file -> contents(file, ops)).toList();
        Set<Image> images = new LinkedHashSet<>();
        // Each file in each of its states, while the others have all or nothing of what was unsure.
        for (int odd = 0; odd < Math.max(1, files.size()); odd++) {
            for (int others = 0; others < 2; others++) {
                addImages(images, files, contents, present, odd, others);
            }
        }
        return images;
    }

    private static void addImages(
            Set<Image> images,
            List<String> files,
            List<List<String>> contents,
            Set<String> present,
            int odd,
            int others) {
        int states = files.isEmpty() ? 1 : contents.get(odd).size();
        for (int state = 0; state < states; state++) {
            Map<String, String> image = new HashMap<>();
            for (int i = 0; i < files.size(); i++) {
                List<String> all = contents.get(i);
                int chosen = i == odd ? state : Math.min(others, all.size() - 1);
                image.put(files.get(i), all.get(chosen));
            }
            images.add(new Image(image, present));
        }
    }

    private static void rename(Map<String, Integer> bound, String from, String to) {
        Map<String, Integer> moved = new HashMap<>();
        bound.forEach((name, file) -> {
            if (name.equals(from) || name.startsWith(from + "/")) {
                moved.put(name, file);
            }
        });
        moved.forEach((name, file) -> {
            bound.remove(name);
            bound.put(to + name.substring(from.length()), file);
        });
    }

    /** {@return what a file may hold: first nothing of what is unsure, then all, then parts} */
    private List<String> contents(int file, List<Op> ops) {
        List<Op> sure = new ArrayList<>();
        List<Op> unsure = new ArrayList<>();
        for (Op op : ops) {
            switch (op) {
                case Op.Write write when write.file() == file -> unsure.add(write);
                case Op.Truncate truncate when truncate.file() == file -> unsure.add(truncate);
                case Op.Sync(int synced) when synced == file -> {
                    sure.addAll(unsure);
                    unsure.clear();
                }
                default -> {
                    // About something else.
                }
            }
        }
        byte[] base = applied(start(file), sure);
        Set<String> contents = new LinkedHashSet<>();
        contents.add(text(base));
        contents.add(text(applied(base, unsure)));
        for (int i = 0; i < unsure.size(); i++) {
            List<Op> before = unsure.subList(0, i);
            contents.add(text(applied(base, before)));
            List<Op> without = new ArrayList<>(unsure);
            without.remove(i);
            contents.add(text(applied(base, without)));
            if (unsure.get(i) instanceof Op.Write write) {
                addTorn(
                        contents,
                        applied(base, before),
                        unsure.subList(i + 1, unsure.size()),
                        write);
            }
        }
        return List.copyOf(contents);
    }

    private static void addTorn(
            Set<String> contents, byte[] before, List<Op> behind, Op.Write write) {
        int size = write.octets().size();
        Set<Integer> cuts = new TreeSet<>(List.of(1, size / 3, size / 2, size - 1));
        for (int at = 512; at < size; at += 512) {
            cuts.add(at);
        }
        for (int cut : cuts) {
            if (cut > 0 && cut < size) {
                Op first =
                        new Op.Write(write.file(), write.offset(), write.octets().subList(0, cut));
                Op second =
                        new Op.Write(
                                write.file(),
                                write.offset() + cut,
                                write.octets().subList(cut, size));
                contents.add(text(applied(before, List.of(first))));
                contents.add(text(applied(before, List.of(second))));
                contents.add(text(applied(applied(before, List.of(second)), behind)));
            }
        }
    }

    private byte[] start(int file) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() == file)
                .map(entry -> initial.getOrDefault(entry.getKey(), new byte[0]))
                .findFirst()
                .orElse(new byte[0]);
    }

    private static byte[] applied(byte[] before, List<Op> ops) {
        byte[] content = before.clone();
        for (Op op : ops) {
            switch (op) {
                case Op.Write(_, long offset, List<Byte> octets) -> {
                    int end = (int) offset + octets.size();
                    content = Arrays.copyOf(content, Math.max(content.length, end));
                    for (int i = 0; i < octets.size(); i++) {
                        content[(int) offset + i] = octets.get(i);
                    }
                }
                case Op.Truncate(_, long size) -> content = Arrays.copyOf(content, (int) size);
                default -> throw new IllegalStateException("not about content: " + op);
            }
        }
        return content;
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
