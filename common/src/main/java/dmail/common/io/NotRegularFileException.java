package dmail.common.io;

import java.io.Serial;
import java.nio.file.FileSystemException;

/** The file of a name isn't a regular file, as it should be. */
public final class NotRegularFileException extends FileSystemException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * @param why such as {@code is a folder}
     */
    public NotRegularFileException(String file, String why) {
        super(file, null, why);
    }
}
