package dmail.smtp.dns;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The DNS cache: keeps an answer for its time to live, and at most two hours. Concurrent look-ups
 * of one question share one query.
 */
final class MemoryAnswers {
    static final Duration LONGEST_LIFE = Duration.ofHours(2);

    private final Resolver servers;
    private final Executor threads;
    private final AsyncCache<Question, SourcedAnswer> kept;

    /**
     * @param servers asked on a cache miss
     * @param threads wait for their answers
     * @param entries {@code dns_cache}
     */
    MemoryAnswers(Resolver servers, Executor threads, int entries, Ticker ticker) {
        this.servers = servers;
        this.threads = threads;
        this.kept =
                Caffeine.newBuilder()
                        .maximumSize(entries)
                        .expireAfter(Expiry.<Question, SourcedAnswer>creating(MemoryAnswers::life))
                        .ticker(ticker)
                        .executor(Runnable::run)
                        .buildAsync();
    }

    private static Duration life(Question question, SourcedAnswer answer) {
        Duration own = answer.answer().life();
        return own.compareTo(LONGEST_LIFE) < 0 ? own : LONGEST_LIFE;
    }

    /** Begins a look-up; doesn't wait. */
    CompletableFuture<SourcedAnswer> begin(Question question) {
        Optional<SourcedAnswer> known = known(question);
        return known.isPresent()
                ? CompletableFuture.completedFuture(known.get())
                : kept.get(
                        question,
                        (asked, _) ->
                                CompletableFuture.supplyAsync(() -> servers.ask(asked), threads));
    }

    /** {@return the answer that is cached} */
    Optional<SourcedAnswer> known(Question question) {
        return Optional.ofNullable(kept.synchronous().getIfPresent(question))
                .map(answer -> new SourcedAnswer(answer.answer(), "memory, " + left(question)));
    }

    private String left(Question question) {
        Optional<Duration> left =
                kept.synchronous()
                        .policy()
                        .expireVariably()
                        .flatMap(expiry -> expiry.getExpiresAfter(question));
        return left.orElse(Duration.ZERO).toSeconds() + " s left";
    }

    /** {@return how many answers are cached} */
    long count() {
        kept.synchronous().cleanUp();
        return kept.synchronous().estimatedSize();
    }
}
