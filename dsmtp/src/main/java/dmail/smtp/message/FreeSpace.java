package dmail.smtp.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a full disk from other failures by the free space, since the texts of the system's errors
 * depend on the language.
 */
public final class FreeSpace {
    /** A write may fail a little before the last block is gone. */
    private static final long MARGIN = 64 * 1024;

    private FreeSpace() {}

    /**
     * {@return the exception to report: a {@link NoSpaceException} when the disk is full}
     *
     * @param folder where the write failed
     * @param wanted how many octets were to be written
     */
    public static IOException explain(IOException failure, Path folder, long wanted) {
        if (failure instanceof NoSpaceException) {
            return failure;
        }
        try {
            long usable = Files.getFileStore(folder).getUsableSpace();
            return usable < wanted + MARGIN
                    ? new NoSpaceException("no space left in " + folder, failure)
                    : failure;
        } catch (IOException unknown) {
            failure.addSuppressed(unknown);
            return failure;
        }
    }
}
