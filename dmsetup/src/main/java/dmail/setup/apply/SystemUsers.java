package dmail.setup.apply;

import java.io.IOException;
import java.nio.file.Path;

/** The users of this system. */
public interface SystemUsers {
    boolean has(String name);

    /** Makes one who can't log in, with a group of the same name. */
    void make(String name, Path home) throws IOException, InterruptedException;

    void remove(String name) throws IOException, InterruptedException;
}
