package dmail.setup.check;

import dmail.common.io.Reason;
import dmail.setup.called.ProgramName;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a folder can hold mail. */
public final class FolderCheck {
    private static final long MEGABYTE = 1024L * 1024;
    private static final long LITTLE = 500 * MEGABYTE;

    private FolderCheck() {}

    /** Looks at a folder that need not be there yet. */
    public static List<Finding> look(Path folder) {
        List<Finding> findings = new ArrayList<>();
        Path there = nearest(folder);
        if (!Files.isDirectory(there)) {
            return List.of(Finding.warning(there + " is a file, not a folder"));
        }
        if (!Files.isWritable(there)) {
            findings.add(
                    Finding.warning(
                            there
                                    + " may not be written to by the user who runs "
                                    + ProgramName.TEXT));
        }
        findings.add(freeSpace(folder, there));
        return findings;
    }

    private static Path nearest(Path folder) {
        Path at = folder;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private static Finding freeSpace(Path folder, Path there) {
        try {
            FileStore store = Files.getFileStore(there);
            String free = shown(store.getUsableSpace()) + " free";
            if (store.type().equals("tmpfs") || store.type().equals("ramfs")) {
                return Finding.warning(
                        folder + " is in memory: what is there is lost when the machine stops");
            }
            String text = folder + (there.equals(folder) ? "" : " will be made") + ", " + free;
            return store.getUsableSpace() < LITTLE
                    ? Finding.warning(text + ", which is little")
                    : Finding.ok(text);
        } catch (IOException e) {
            return Finding.warning(folder + " can't be looked at: " + Reason.of(e));
        }
    }

    private static String shown(long octets) {
        return octets < 10L * 1024 * MEGABYTE
                ? octets / MEGABYTE + " MB"
                : String.format(Locale.ROOT, "%d GB", octets / 1024 / MEGABYTE);
    }
}
