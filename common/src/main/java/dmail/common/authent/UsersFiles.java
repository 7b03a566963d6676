package dmail.common.authent;

import dmail.common.log.Log;
import dmail.common.table.TableMemory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The users files in use: the one of the current settings, and during a reload that of the next
 * ones. If both are the same file, it is read once. Thread-safe.
 */
public final class UsersFiles {
    private final TableMemory memory;
    private final Log log;
    private final Map<Path, Shared> files = new HashMap<>();

    private static final class Shared {
        private final UsersFile file;
        private int users;

        private Shared(UsersFile file) {
            this.file = file;
        }
    }

    /**
     * @param memory for the content of users files
     */
    public UsersFiles(TableMemory memory, Log log) {
        this.memory = memory;
        this.log = log;
    }

    synchronized UsersFile take(Path path) {
        Shared shared =
                files.computeIfAbsent(path, _ -> new Shared(new UsersFile(path, memory, log)));
        shared.users++;
        return shared.file;
    }

    synchronized void giveBack(UsersFile file) {
        Shared shared = files.get(file.path());
        if (shared != null && shared.file.equals(file)) {
            shared.users--;
            if (shared.users == 0) {
                files.remove(file.path());
                file.close();
            }
        }
    }
}
