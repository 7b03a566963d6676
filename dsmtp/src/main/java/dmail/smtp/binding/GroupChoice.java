package dmail.smtp.binding;

import dmail.common.config.binding.ScopeTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The turns of all groups. They go on after a reload, as far as members are the same. */
public final class GroupChoice implements MemberChoice {
    private ScopeTable table;
    private final Map<String, GroupTurns> turns = new HashMap<>();

    public GroupChoice(ScopeTable table) {
        this.table = table;
    }

    /** Takes over the groups and weights of a new configuration. */
    public synchronized void reload(ScopeTable next) {
        table = next;
        turns.keySet().retainAll(next.groups());
        turns.replaceAll((group, before) -> before.with(next.members(group)));
    }

    private GroupTurns turns(String group) {
        GroupTurns known = turns.get(group);
        if (known == null) {
            known = new GroupTurns(table.members(group));
            // A name that no group has any more, as of an old message, isn't remembered.
            if (!table.members(group).isEmpty()) {
                turns.put(group, known);
            }
        }
        return known;
    }

    @Override
    public synchronized Optional<String> choose(String group, Predicate<String> passedOver) {
        return turns(group).take(passedOver);
    }

    @Override
    public synchronized Optional<String> next(String group, Predicate<String> passedOver) {
        return turns(group).next(passedOver);
    }
}
