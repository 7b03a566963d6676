package dmail.smtp.delivery;

import java.util.HashMap;
import java.util.Map;

/** Shares one copy of each name that occurs often; its owner guards it. */
public final class InternedNames {
    /** Beyond this the table is cleared: most of it are names that occur once. */
    private static final int MOST = 10_000;

    private final Map<String, String> known = new HashMap<>();

    /** {@return the shared copy} */
    public String shared(String name) {
        if (known.size() >= MOST) {
            known.clear();
        }
        String before = known.putIfAbsent(name, name);
        return before == null ? name : before;
    }
}
