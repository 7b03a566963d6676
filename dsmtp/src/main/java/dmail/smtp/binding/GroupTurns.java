package dmail.smtp.binding;

import dmail.common.config.binding.Member;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Smooth weighted round robin: at each turn all members gain their weights, the one that has gained
 * most takes the turn and pays what all have gained. So after any number of turns each has had its
 * part as nearly as whole turns allow. Not thread-safe.
 */
final class GroupTurns {
    private static final int NOBODY = -1;

    private final List<Member> members;
    private final long[] gained;

    GroupTurns(List<Member> members) {
        this.members = members;
        this.gained = new long[members.size()];
    }

    /** {@return the turns of these members; those that were here before keep what they gained} */
    GroupTurns with(List<Member> others) {
        if (others.equals(members)) {
            return this;
        }
        Map<String, Long> before = new HashMap<>();
        for (int i = 0; i < gained.length; i++) {
            before.put(members.get(i).binding(), gained[i]);
        }
        GroupTurns turns = new GroupTurns(others);
        for (int i = 0; i < others.size(); i++) {
            turns.gained[i] = before.getOrDefault(others.get(i).binding(), 0L);
        }
        return turns;
    }

    /** {@return who is next; nothing moves} */
    Optional<String> next(Predicate<String> passedOver) {
        return name(find(orAll(willing(passedOver))));
    }

    /** {@return who is next, who then has had the turn} */
    Optional<String> take(Predicate<String> passedOver) {
        return take(orAll(willing(passedOver)));
    }

    private Optional<String> take(BitSet willing) {
        int chosen = find(willing);
        for (int i = willing.nextSetBit(0); i >= 0; i = willing.nextSetBit(i + 1)) {
            int weight = members.get(i).weight();
            gained[i] += weight;
            gained[chosen] -= weight;
        }
        return name(chosen);
    }

    private BitSet willing(Predicate<String> passedOver) {
        BitSet willing = new BitSet(gained.length);
        for (int i = 0; i < gained.length; i++) {
            Member member = members.get(i);
            willing.set(i, member.weight() > 0 && !passedOver.test(member.binding()));
        }
        return willing;
    }

    /** With nobody else, those that are passed over take turns: their mail waits. */
    private BitSet orAll(BitSet willing) {
        return willing.isEmpty() ? willing(_ -> false) : willing;
    }

    /** If no member has a weight the first one has the mail, which then waits. */
    private int find(BitSet willing) {
        if (willing.isEmpty()) {
            return gained.length == 0 ? NOBODY : 0;
        }
        int best = willing.nextSetBit(0);
        for (int i = best; i >= 0; i = willing.nextSetBit(i + 1)) {
            if (afterTurn(i) > afterTurn(best)) {
                best = i;
            }
        }
        return best;
    }

    private long afterTurn(int member) {
        return gained[member] + members.get(member).weight();
    }

    private Optional<String> name(int member) {
        return member == NOBODY ? Optional.empty() : Optional.of(members.get(member).binding());
    }
}
