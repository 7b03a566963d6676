package dmail.smtp.binding.state;

import dmail.common.config.binding.value.RestAfter;
import dmail.smtp.message.WholeSeconds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often each source was refused by a domain in a row, and which of these pairs rest. Not
 * thread-safe.
 */
final class Rests {
    /** About 300 octets each; of more, the one that was refused first is forgotten. */
    private static final int MOST = 10_000;

    private final Map<Pair, Integer> refusals = new LinkedHashMap<>();
    private final Map<BindingAndDomain, Map<String, RestingPair>> resting = new LinkedHashMap<>();

    /** A source of a binding, and a domain. */
    record Pair(String binding, String domain, String source) {
        private BindingAndDomain withoutSource() {
            return new BindingAndDomain(binding, domain);
        }
    }

    boolean isEmpty() {
        return refusals.isEmpty() && resting.isEmpty();
    }

    /** {@return the rest that begins with this refusal, if one begins} */
    Optional<RestingPair> refused(Pair pair, RestAfter limit, String why, Instant now) {
        if (until(pair, now).isPresent()) {
            return Optional.empty();
        }
        if (refusals.merge(pair, 1, Integer::sum) < limit.refusals()) {
            keepBounded(refusals);
            return Optional.empty();
        }
        refusals.remove(pair);
        RestingPair rest =
                new RestingPair(
                        pair.binding(),
                        pair.domain(),
                        pair.source(),
                        WholeSeconds.from(now.plus(limit.rest())),
                        why);
        resting.computeIfAbsent(pair.withoutSource(), _ -> new HashMap<>())
                .put(pair.source(), rest);
        keepBounded(resting);
        return Optional.of(rest);
    }

    private static <K, V> void keepBounded(Map<K, V> map) {
        if (map.size() > MOST) {
            Iterator<K> first = map.keySet().iterator();
            K _ = first.next();
            first.remove();
        }
    }

    /** Something else than a refusal: the row ends. */
    void served(Pair pair) {
        refusals.remove(pair);
    }

    /** {@return until when a pair rests, if it does} */
    Optional<Instant> until(Pair pair, Instant now) {
        RestingPair rest = resting.getOrDefault(pair.withoutSource(), Map.of()).get(pair.source());
        return rest == null || !now.isBefore(rest.until())
                ? Optional.empty()
                : Optional.of(rest.until());
    }

    /** {@return whether any source of a binding rests for a domain} */
    boolean isResting(String binding, String domain, Instant now) {
        for (RestingPair rest :
                resting.getOrDefault(new BindingAndDomain(binding, domain), Map.of()).values()) {
            if (now.isBefore(rest.until())) {
                return true;
            }
        }
        return false;
    }

    /** Forgets rests that are over. */
    void forgetThoseOver(Instant now) {
        resting.values()
                .removeIf(sources -> {
                    sources.values().removeIf(rest -> !now.isBefore(rest.until()));
                    return sources.isEmpty();
                });
    }

    /** {@return the pairs that rest now} */
    List<RestingPair> all(Instant now) {
        forgetThoseOver(now);
        List<RestingPair> all = new ArrayList<>();
        resting.values().forEach(sources -> all.addAll(sources.values()));
        return all;
    }

    /** {@return how many sources of a binding rested for a domain; they don't any more} */
    int cancel(String binding, String domain, Instant now) {
        forgetThoseOver(now);
        Map<String, RestingPair> ended = resting.remove(new BindingAndDomain(binding, domain));
        return ended == null ? 0 : ended.size();
    }
}
