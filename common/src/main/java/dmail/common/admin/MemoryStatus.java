package dmail.common.admin;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of {@code status} about memory that is accounted for; in octets. */
public final class MemoryStatus {
    private MemoryStatus() {}

    /** {@return the limit, what is taken in all and by use, and how often nothing was left} */
    public static List<StatusItem> of(MemoryAccount memory) {
        List<StatusItem> items = new ArrayList<>();
        items.add(new StatusItem("memory_limit", memory.limit()));
        items.add(new StatusItem("memory_taken", memory.taken()));
        for (MemoryUse use : MemoryUse.values()) {
            String name = "memory_" + use.name().toLowerCase(Locale.ROOT);
            items.add(new StatusItem(name, memory.taken(use)));
        }
        items.add(new StatusItem("memory_refused", memory.refused()));
        return List.copyOf(items);
    }
}
