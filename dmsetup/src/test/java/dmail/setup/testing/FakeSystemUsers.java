package dmail.setup.testing;

import dmail.setup.apply.SystemUsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Users of a system in a test; one named {@code broken} can't be made. */
public final class FakeSystemUsers implements SystemUsers {
    private final Set<String> names = new TreeSet<>(Set.of("root"));

    @Override
    public boolean has(String name) {
        return names.contains(name);
    }

    @Override
    public void make(String name, Path home) throws IOException {
        if (name.equals("broken")) {
            throw new IOException("useradd refuses: no more users");
        }
        names.add(name);
    }

    @Override
    public void remove(String name) {
        names.remove(name);
    }
}
