package dmail.smtp.binding.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which bindings, and which domains of bindings, an administrator has suspended; immutable. */
public final class Suspensions {
    /** Nothing is suspended. */
    public static final Suspensions NONE = new Suspensions(Map.of());

    private final Map<Part, SuspendedBinding> parts;

    /** The whole of a binding, or one domain of it. */
    private record Part(String binding, Optional<String> domain) {}

    private Suspensions(Map<Part, SuspendedBinding> parts) {
        this.parts = Map.copyOf(parts);
    }

    static Suspensions of(List<SuspendedBinding> all) {
        Map<Part, SuspendedBinding> parts = new HashMap<>();
        all.forEach(one -> parts.put(part(one), one));
        return new Suspensions(parts);
    }

    private static Part part(SuspendedBinding one) {
        return new Part(one.binding(), one.domain());
    }

    /** {@return the suspension of a whole binding} */
    public Optional<SuspendedBinding> of(String binding) {
        return find(binding, Optional.empty());
    }

    /** {@return why mail of a binding for a domain waits: all of the binding's, or the domain's} */
    public Optional<SuspendedBinding> of(String binding, String domain) {
        return parts.isEmpty()
                ? Optional.empty()
                : of(binding).or(() -> find(binding, Optional.of(domain)));
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** {@return all that are suspended, in no order} */
    public List<SuspendedBinding> all() {
        return List.copyOf(parts.values());
    }

    /** {@return the suspension of that very part} */
    Optional<SuspendedBinding> find(String binding, Optional<String> domain) {
        return Optional.ofNullable(parts.get(new Part(binding, domain)));
    }

    Suspensions with(SuspendedBinding another) {
        Map<Part, SuspendedBinding> next = new HashMap<>(parts);
        next.put(part(another), another);
        return new Suspensions(next);
    }

    Suspensions without(String binding, Optional<String> domain) {
        Map<Part, SuspendedBinding> next = new HashMap<>(parts);
        next.remove(new Part(binding, domain));
        return new Suspensions(next);
    }

    /** {@return those whose time is over} */
    List<SuspendedBinding> over(Instant now) {
        List<SuspendedBinding> over = new ArrayList<>();
        for (SuspendedBinding one : parts.values()) {
            if (one.isOver(now)) {
                over.add(one);
            }
        }
        return over;
    }

    int count() {
        return parts.size();
    }
}
