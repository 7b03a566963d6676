package dmail.common.admin;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of {@code status} about a server's account of memory; octets each. */
public final class MemoryStatus {
    private MemoryStatus() {}

    /**
     * {@return the bound, what is taken of it in all and by use, and how often nothing was left}
     */
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
