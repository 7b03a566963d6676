package dmail.common.config.binding;

import dmail.common.address.Wildcard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of the domains, or hosts, of one owner. A name is looked up in a table; patterns are
 * found by what a name must end with to match, so that few of many are compared.
 */
final class TargetOptions {
    private static final int[] NONE = {};

    private final Map<String, OfPattern> all = new HashMap<>();

    /** By the part after the last wildcard. */
    private final Map<String, List<OfPattern>> wild = new HashMap<>();

    /** How long those parts are, the shortest first; most owners have none. */
    private int[] lengths = NONE;

    /**
     * What one pattern has.
     *
     * @param rank the order of the patterns' first lines
     */
    record OfPattern(int rank, Wildcard pattern, ScopeOptions options) {}

    /** {@return the options of a pattern, which is new or has lines already} */
    ScopeOptions add(Wildcard pattern) {
        OfPattern known = all.get(pattern.toString());
        if (known == null) {
            known = new OfPattern(all.size(), pattern, new ScopeOptions());
            all.put(pattern.toString(), known);
            if (!pattern.isLiteral()) {
                wild.computeIfAbsent(pattern.tail(), _ -> new ArrayList<>()).add(known);
                addLength(pattern.tail().length());
            }
        }
        return known.options();
    }

    private void addLength(int length) {
        if (Arrays.binarySearch(lengths, length) < 0) {
            lengths = Arrays.copyOf(lengths, lengths.length + 1);
            lengths[lengths.length - 1] = length;
            Arrays.sort(lengths);
        }
    }

    /** {@return the options of lines with that very name or pattern} */
    Optional<ScopeOptions> exactly(String name) {
        return Optional.ofNullable(all.get(name)).map(OfPattern::options);
    }

    /** {@return the patterns that a name must be compared with, in no order} */
    List<OfPattern> candidates(String name) {
        List<OfPattern> candidates = new ArrayList<>();
        for (int length : lengths) {
            if (!name.isEmpty() && length <= name.length()) {
                String end = name.substring(name.length() - length);
                candidates.addAll(wild.getOrDefault(end, List.of()));
            }
        }
        return candidates;
    }

    /** {@return the first pattern that matches any of the names} */
    Optional<Wildcard> firstOfAny(List<String> names) {
        OfPattern first = null;
        for (String name : names) {
            first = earlier(first, all.get(name));
            for (OfPattern candidate : candidates(name)) {
                if (candidate.pattern().matchesFolded(name)) {
                    first = earlier(first, candidate);
                }
            }
        }
        return Optional.ofNullable(first).map(OfPattern::pattern);
    }

    private static @Nullable OfPattern earlier(@Nullable OfPattern one, @Nullable OfPattern other) {
        return one == null || (other != null && other.rank() < one.rank()) ? other : one;
    }

    /** {@return the options of the patterns that match, in the order of their lines} */
    List<ScopeOptions> patterns(String name) {
        List<OfPattern> matching = new ArrayList<>();
        for (OfPattern candidate : candidates(name)) {
            if (candidate.pattern().matchesFolded(name)) {
                matching.add(candidate);
            }
        }
        return inOrder(matching);
    }

    /** {@return the options of what matches any of the names, in the order of their lines} */
    List<ScopeOptions> ofAny(List<String> names) {
        List<OfPattern> matching = new ArrayList<>();
        for (String name : names) {
            Optional.ofNullable(all.get(name))
                    .filter(found -> !matching.contains(found))
                    .ifPresent(matching::add);
            for (OfPattern candidate : candidates(name)) {
                if (candidate.pattern().matchesFolded(name) && !matching.contains(candidate)) {
                    matching.add(candidate);
                }
            }
        }
        return inOrder(matching);
    }

    private static List<ScopeOptions> inOrder(List<OfPattern> matching) {
        matching.sort(Comparator.comparingInt(OfPattern::rank));
        List<ScopeOptions> options = new ArrayList<>();
        for (OfPattern one : matching) {
            options.add(one.options());
        }
        return options;
    }
}
