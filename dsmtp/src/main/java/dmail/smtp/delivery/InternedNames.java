package dmail.smtp.delivery;

import dmail.smtp.queue.Backlog;
import java.util.HashMap;
import java.util.Map;

/** Keeps one copy of names that come again and again; guarded by {@link Backlog}. */
public final class InternedNames {
    /** Beyond that it begins anew: names that come once only are not worth their place. */
    private static final int MOST = 10_000;

    private final Map<String, String> known = new HashMap<>();

    /** {@return the copy that all share} */
    public String shared(String name) {
        if (known.size() >= MOST) {
            known.clear();
        }
        String before = known.putIfAbsent(name, name);
        return before == null ? name : before;
    }
}
