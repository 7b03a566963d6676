package dmail.common.authent;

import dmail.common.system.PasswdEntry;
import java.util.Map;
import java.util.Set;

/**
 * What the system knows of a user beside his numbers, as fields. The fields of other user data
 * bases can't have these names, since theirs have no colon.
 */
public final class SystemFields {
    /** The home folder. */
    public static final String HOME = "unix:home";

    /** The name of a user who may run programs. */
    public static final String RUNS_AS = "unix:name";

    static final Set<String> NO_SHELLS =
            Set.of("/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "/usr/bin/false");

    private SystemFields() {}

    /** {@return the fields} A user without a login shell may not run programs. */
    static Map<String, String> of(PasswdEntry user) {
        return NO_SHELLS.contains(user.shell())
                ? Map.of(HOME, user.home())
                : Map.of(HOME, user.home(), RUNS_AS, user.name());
    }
}
