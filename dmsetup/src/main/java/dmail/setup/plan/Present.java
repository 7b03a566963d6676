package dmail.setup.plan;

import java.nio.file.Path;

/** What is there already. */
public interface Present {
    boolean hasFolder(Path folder);

    boolean hasFile(Path file);

    /** {@return whether the system has a user of that name} */
    boolean hasUser(String name);
}
