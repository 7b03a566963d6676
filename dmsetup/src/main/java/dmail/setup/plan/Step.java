package dmail.setup.plan;

import dmail.common.config.edit.LineEdit;
import dmail.common.config.edit.Ownership;
import dmail.common.io.FileStamp;
import java.nio.file.Path;

/** One thing to be done. */
public sealed interface Step {
    /** A user of the system, for the servers. */
    record MakeUser(String name, Path home) implements Step {
        @Override
        public String title() {
            return "make the system user " + name;
        }
    }

    record MakeFolder(Path folder, Ownership ownership) implements Step {
        @Override
        public String title() {
            return "make the folder " + folder + " (" + ownership.shown() + ownership.octal() + ")";
        }
    }

    /**
     * A file's new text.
     *
     * @param before what it holds now; empty when there is no such file
     */
    record WriteFile(Path file, String before, String after, Ownership ownership) implements Step {
        @Override
        public String title() {
            return (before.isEmpty() ? "write " : "change ")
                    + file
                    + " ("
                    + ownership.shown()
                    + ownership.octal()
                    + ")";
        }
    }

    /**
     * A change of a few lines of a file that is there.
     *
     * @param seen the file when the change was thought of
     */
    record ChangeLines(Path file, LineEdit edit, FileStamp seen) implements Step {
        @Override
        public String title() {
            return "change " + file;
        }
    }

    /** A user in the users file; the password is never shown. */
    record SetUser(Path usersFile, String name, String password) implements Step {
        @Override
        public String title() {
            return "set the password of " + name + " in " + usersFile;
        }

        @Override
        public String toString() {
            return title();
        }
    }

    /** No longer a user; what mail there is stays. */
    record RemoveUser(Path usersFile, String name) implements Step {
        @Override
        public String title() {
            return "remove " + name + " from " + usersFile;
        }
    }

    /** A copy with the rights of what is copied, which stays as it is. */
    record CopyFile(Path from, Path to) implements Step {
        @Override
        public String title() {
            return "copy " + from + " to " + to;
        }
    }

    /** The secret for control over the network; it is never shown. */
    record SetManagerPassword(Path workPath, String password) implements Step {
        @Override
        public String title() {
            return "set the manager's password in " + workPath.resolve("tellpass.dat");
        }

        @Override
        public String toString() {
            return title();
        }
    }

    /** {@return what is done, in a few words} */
    String title();
}
