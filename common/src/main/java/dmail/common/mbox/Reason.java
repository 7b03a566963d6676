package dmail.common.mbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why the system refused. */
public final class Reason {
    private Reason() {}

    /** {@return the words for a log line or a deferral} */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": No such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": Permission denied";
            case FileSystemException refused -> refused.getFile() + ": " + reasonOf(refused);
            default -> String.valueOf(e.getMessage());
        };
    }

    private static String reasonOf(FileSystemException e) {
        String reason = e.getReason();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
