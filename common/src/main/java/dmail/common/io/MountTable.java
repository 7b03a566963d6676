package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mounted file systems, and which of them may hang: network file systems and those that
 * programs provide (FUSE).
 *
 * @param points mount points, and whether the file system may hang
 */
record MountTable(Map<Path, Boolean> points) {
    /**
     * Types of local file systems. A disk may be slow, but doesn't wait for others; all other types
     * may hang.
     */
    private static final Set<String> OF_THIS_HOST =
            Set.of(
                    "bcachefs",
                    "btrfs",
                    "devtmpfs",
                    "exfat",
                    "ext2",
                    "ext3",
                    "ext4",
                    "f2fs",
                    "jfs",
                    "nilfs2",
                    "overlay",
                    "ramfs",
                    "reiserfs",
                    "rootfs",
                    "squashfs",
                    "tmpfs",
                    "udf",
                    "vfat",
                    "xfs",
                    "zfs",
                    "aufs",
                    "erofs",
                    "iso9660");

    private static final Set<String> OF_THE_SYSTEM = Set.of("dev", "proc", "run", "sys");
    private static final int MOST_LINKS = 40;
    private static final int POINT = 4;

    MountTable {
        points = Map.copyOf(points);
    }

    /**
     * Parses the table in {@code /proc/self/mountinfo}. Mount points below /proc, /sys, /dev and
     * /run are left out, since no mail is there.
     *
     * @param root the root folder
     */
    static MountTable parse(String text, Path root) {
        Map<Path, Boolean> points = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] halves = line.split(" - ", 2);
            String[] words = halves[0].split(" ", -1);
            if (halves.length < 2 || words.length <= POINT) {
                continue;
            }
            Path point = root.resolve(plain(words[POINT]).replaceFirst("^/+", ""));
            boolean system =
                    !point.equals(root)
                            && OF_THE_SYSTEM.contains(root.relativize(point).getName(0).toString());
            if (!system) {
                points.put(point, !OF_THIS_HOST.contains(halves[1].split(" ", 2)[0]));
            }
        }
        return new MountTable(points);
    }

    /** Blanks and backslashes are escaped as octal numbers. */
    private static String plain(String word) {
        return word.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    /**
     * {@return the first mount point on a path that may hang; empty when there is none} Links are
     * followed up to that mount point.
     *
     * @param path absolute; need not exist
     */
    Optional<Path> hangingAt(Path path) throws IOException {
        if (!points.containsValue(true)) {
            return Optional.empty();
        }
        Path top = path.getRoot();
        Path here = top;
        Deque<Path> ahead = new ArrayDeque<>();
        path.forEach(ahead::addLast);
        int links = 0;
        while (!points.getOrDefault(here, false)) {
            if (ahead.isEmpty()) {
                return Optional.empty();
            }
            Path next = here.resolve(ahead.removeFirst()).normalize();
            if (points.containsKey(next) || !Files.isSymbolicLink(next) || ++links > MOST_LINKS) {
                here = next;
                continue;
            }
            Path target = Files.readSymbolicLink(next);
            here = target.isAbsolute() ? top : here;
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                ahead.addFirst(target.getName(i));
            }
        }
        return Optional.of(here);
    }
}
