package dmail.smtp.queue.backlog;

import dmail.smtp.delivery.InternedNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shares what most messages have alike: one recipient, by one binding; its owner guards it. */
final class SharedShares {
    /** Beyond this the table is cleared, as that of names is. */
    private static final int MOST = 10_000;

    private final Map<BindingShare, List<BindingShare>> known = new HashMap<>();

    /** {@return the shared copy, or one whose names are shared} */
    List<BindingShare> shared(List<BindingShare> shares, InternedNames names) {
        if (shares.size() > 1) {
            return shares.stream().map(share -> shared(share, names)).toList();
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        List<BindingShare> before = known.putIfAbsent(shares.getFirst(), shares);
        return before == null ? shares : before;
    }

    private static BindingShare shared(BindingShare share, InternedNames names) {
        return new BindingShare(
                names.shared(share.binding()),
                share.recipients(),
                share.domains().stream().map(names::shared).toList());
    }
}
