package dmail.it;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dmail.suite.Program;
import java.util.Arrays;
import java.util.List;

/** What a test needs of its machine: without it the test is skipped by name, in CI it fails. */
final class Needs {
    private static final boolean EVERYTHING = Boolean.parseBoolean(System.getenv("CI"));

    private Needs() {}

    /** Goes on only where those programs are installed. */
    static void programs(String... names) {
        List<String> missing =
                Arrays.stream(names).filter(name -> Program.find(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            without("not installed: " + String.join(", ", missing));
        }
    }

    /** Goes on only as root, which mounting file systems takes. */
    static void root() {
        that(System.getProperty("user.name").equals("root"), "mounting takes root");
    }

    /** Goes on only where the machine allows what few do; CI need not. */
    static void that(boolean possible, String what) {
        if (!possible) {
            abort(what);
        }
    }

    private static void without(String what) {
        if (EVERYTHING) {
            fail(what);
        }
        abort(what);
    }
}
