package dmail.common.io;

import java.io.Serial;
import java.nio.file.FileSystemException;

/** A file can't be opened now, because a program has a lease on it. */
public final class LeasedFileException extends FileSystemException {
    @Serial private static final long serialVersionUID = 1;

    LeasedFileException(String file) {
        super(file, null, "another program has a lease on it");
    }
}
