package dmail.common.io;

import java.io.Serial;
import java.nio.file.FileSystemException;

/** What lies at a place is not the regular file that should be there. */
public final class NotRegularFileException extends FileSystemException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * @param why in words, such as {@code is a folder}
     */
    public NotRegularFileException(String file, String why) {
        super(file, null, why);
    }
}
