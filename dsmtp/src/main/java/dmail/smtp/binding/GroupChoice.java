package dmail.smtp.binding;

import dmail.common.config.binding.ScopeTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The turns of all groups. They go on after a reload, as far as members are the same. */
public final class GroupChoice implements MemberChoice {
    private final Predicate<String> passedOver;
    private ScopeTable table;
    private final Map<String, GroupTurns> turns = new HashMap<>();

    /**
     * @param passedOver whether a binding takes nothing now: suspended, resting, or with its {@code
     *     warm_up} used up. It is asked under a lock, so it may not wait
     */
    public GroupChoice(ScopeTable table, Predicate<String> passedOver) {
        this.table = table;
        this.passedOver = passedOver;
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
    public synchronized Optional<String> choose(String group) {
        return turns(group).take(passedOver);
    }

    @Override
    public synchronized Optional<String> next(String group) {
        return turns(group).next(passedOver);
    }

    @Override
    public synchronized Optional<String> another(String group, Set<String> not) {
        return turns(group).takeOther(binding -> not.contains(binding) || passedOver.test(binding));
    }
}
