package dmail.pop.maildrop;

import dmail.pop.bin.BinLabel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Sees to it that identical messages of two places keep different unique ids in one. */
final class Numbers {
    private final Set<Uidl> taken = new HashSet<>();

    /** Keys have the copy number 0. */
    private final Map<Uidl, Integer> highest = new HashMap<>();

    /** Notes what is there. */
    void take(Uidl uidl) {
        taken.add(uidl);
        highest.merge(uidl.ofCopy(0), uidl.copy(), Math::max);
    }

    void take(BinLabel label) {
        take(new Uidl(label.high(), label.low(), label.copy()));
    }

    /** {@return the same unique id, or the next one where that is taken} */
    Uidl admit(Uidl uidl) {
        Uidl free = uidl;
        if (taken.contains(uidl)) {
            free = uidl.ofCopy(highest.getOrDefault(uidl.ofCopy(0), 0) + 1);
        }
        take(free);
        return free;
    }
}
