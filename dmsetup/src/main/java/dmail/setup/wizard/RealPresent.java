package dmail.setup.wizard;

import dmail.setup.apply.SystemUsers;
import dmail.setup.plan.Present;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is there on this machine. */
record RealPresent(SystemUsers users) implements Present {
    @Override
    public boolean hasFolder(Path folder) {
        return Files.isDirectory(folder);
    }

    @Override
    public boolean hasFile(Path file) {
        return Files.exists(file);
    }

    @Override
    public boolean hasUser(String name) {
        return users.has(name);
    }
}
