package dmail.common.io;

import dmail.common.system.ErrorNumberException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Turns the errno of open(2) into the exceptions that Java would throw. */
final class OpenErrors {
    private static final int ENOENT = 2;
    private static final int ENXIO = 6;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int ENODEV = 19;
    private static final int ENOTDIR = 20;
    private static final int EISDIR = 21;
    private static final int ELOOP = 40;

    private OpenErrors() {}

    static IOException of(Path file, ErrorNumberException e) {
        String name = file.toString();
        return switch (e.number()) {
            case ENOENT -> new NoSuchFileException(name);
            case ENOTDIR -> new NotDirectoryException(name);
            case EACCES -> new AccessDeniedException(name);
            case EAGAIN -> new LeasedFileException(name);
            case ELOOP -> new NotRegularFileException(name, "is a symbolic link");
            case EISDIR -> new NotRegularFileException(name, "is a folder");
            case ENXIO, ENODEV -> new NotRegularFileException(name, "is not a regular file");
            default -> new FileSystemException(name, null, e.getMessage());
        };
    }
}
