package dmail.smtp.binding;

import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopePlace;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.DefaultBinding;
import dmail.common.config.binding.value.RestAfter;
import dmail.common.config.binding.value.WarmUp;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.binding.state.Suspensions;
import dmail.smtp.message.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which mail isn't tried for now: by dmail.conf, by an administrator's word, while a young binding
 * has taken its part, and while a source rests.
 */
public final class Pauses {
    /** Suspended mail is looked at this often, so that it expires in time. */
    public static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private final ScopeTable scopes;
    private final DefaultBinding whenDefault;
    private final BindingStates states;
    private final boolean suspends;
    private final boolean rests;
    private final Map<String, WarmUp> young;

    Pauses(ScopeTable scopes, DefaultBinding whenDefault, BindingStates states) {
        this.scopes = scopes;
        this.whenDefault = whenDefault;
        this.states = states;
        this.suspends = scopes.hasLine(SendingOptions.SUSPEND_DELIVERY);
        this.rests = scopes.hasLine(SendingOptions.REST_AFTER);
        this.young = scopes.hasLine(SendingOptions.WARM_UP) ? young(scopes) : Map.of();
    }

    private static Map<String, WarmUp> young(ScopeTable scopes) {
        Map<String, WarmUp> young = new HashMap<>();
        for (String binding : scopes.bindings()) {
            scopes.ofMail(new ScopePlace(binding, "", List.of()))
                    .find(SendingOptions.WARM_UP)
                    .ifPresent(found -> young.put(binding, found.value()));
        }
        return young;
    }

    /**
     * {@return why mail is suspended, if it is}
     *
     * @param place the binding, where the mail goes, and its best exchangers when they are known
     */
    public Optional<Pause> suspension(ScopePlace place) {
        if (!isSuspended(place, states.suspensions())) {
            return Optional.empty();
        }
        states.remember(place);
        return Optional.of(new Pause(why(place), states.clock().instant().plus(BETWEEN_LOOKS)));
    }

    private boolean isSuspended(ScopePlace place, Suspensions byWord) {
        return waitsForDefault(place.binding())
                || isSuspendedByWord(place, byWord)
                || isSuspendedByLine(place);
    }

    /** Mail of a binding that is gone is decided again. */
    private boolean isSuspendedByWord(ScopePlace place, Suspensions byWord) {
        return byWord.of(place.binding(), place.domain()).isPresent()
                && scopes.has(new BindingRef.One(place.binding()));
    }

    /** Nothing else than {@code default} was found for it, whose mail waits. */
    private boolean waitsForDefault(String binding) {
        return whenDefault != DefaultBinding.NORMAL && binding.equals(ScopeTable.DEFAULT);
    }

    private boolean isSuspendedByLine(ScopePlace place) {
        return suspends
                && scopes.ofMail(place)
                        .find(SendingOptions.SUSPEND_DELIVERY)
                        .filter(Found::value)
                        .isPresent();
    }

    private String why(ScopePlace place) {
        if (waitsForDefault(place.binding())) {
            return "no binding but default is found for it, whose mail waits";
        }
        return states.suspension(place.binding(), place.domain())
                .map(Pauses::why)
                .orElse("its delivery is suspended by a line of dmail.conf");
    }

    private static String why(SuspendedBinding one) {
        return "binding "
                + one.binding()
                + " is suspended"
                + one.domain().map(domain -> " for " + domain).orElse("")
                + (one.reason().isEmpty() ? "" : ": " + one.reason());
    }

    /**
     * {@return whether any mail may wait, by these lines}
     *
     * @param byWord what an administrator has suspended, now or at an earlier time
     */
    public boolean mayWait(Suspensions byWord) {
        return maySuspend(byWord) || !young.isEmpty();
    }

    /**
     * {@return whether mail isn't tried, by these lines}
     *
     * @param byWord what an administrator has suspended, now or at an earlier time
     */
    public boolean waits(String binding, String domain, Suspensions byWord) {
        return isSuspended(states.known(binding, domain), byWord) || isUsedUp(binding);
    }

    /** {@return the option of dmail.conf by which no mail of a whole binding is tried} */
    public Optional<String> option(String binding) {
        if (isSuspendedByLine(new ScopePlace(binding, "", List.of()))) {
            return Optional.of(SendingOptions.SUSPEND_DELIVERY.name());
        }
        if (waitsForDefault(binding)) {
            return Optional.of("default_binding");
        }
        return isUsedUp(binding) ? Optional.of(SendingOptions.WARM_UP.name()) : Optional.empty();
    }

    /** {@return when a young binding that has taken its part may take more} */
    public Optional<Instant> nextPeriod(String binding) {
        return isUsedUp(binding)
                ? Optional.ofNullable(young.get(binding))
                        .map(limit -> states.nextPeriod(binding, limit))
                : Optional.empty();
    }

    private boolean isUsedUp(String binding) {
        WarmUp limit = young.get(binding);
        return limit != null && states.isUsedUp(binding, limit);
    }

    /**
     * Has a message counted for the warm-up of its binding.
     *
     * @return why it waits, when the binding has taken its part of this period
     */
    public Optional<Pause> warmUp(String binding, QueueId id) {
        WarmUp limit = young.get(binding);
        return limit == null || states.take(binding, limit, id)
                ? Optional.empty()
                : Optional.of(usedUp(binding, limit));
    }

    private Pause usedUp(String binding, WarmUp limit) {
        return new Pause(
                "binding " + binding + " has sent the " + limit + " of its warm_up",
                states.nextPeriod(binding, limit));
    }

    /** {@return why the next message of a binding waits for its warm-up, if it does} */
    public Optional<Pause> usedUp(String binding) {
        return isUsedUp(binding)
                ? Optional.ofNullable(young.get(binding)).map(limit -> usedUp(binding, limit))
                : Optional.empty();
    }

    /** {@return whether another member of its group takes a message in place of a binding} */
    public boolean passesOver(String binding, String domain, QueueId id) {
        return isUsedUpFor(binding, id) || isOut(binding, domain);
    }

    /** {@return whether a young binding has taken its part, and this message isn't in it} */
    boolean isUsedUpFor(String binding, QueueId id) {
        WarmUp limit = young.get(binding);
        return limit != null && !states.hasRoom(binding, limit, id);
    }

    /** {@return whether another member of its group takes the next message} */
    public boolean passesOver(String binding, String domain) {
        return isUsedUp(binding) || isOut(binding, domain);
    }

    /**
     * {@return whether mail of a binding waits for longer than a rest} Where all members of a group
     * are passed over, those that only rest are free first.
     */
    public boolean waitsLong(String binding, String domain) {
        return isUsedUp(binding) || isSuspended(binding, domain);
    }

    private boolean isOut(String binding, String domain) {
        return states.isResting(binding, domain) || isSuspended(binding, domain);
    }

    /** It is asked of every member of a group, so mostly nothing is made for it. */
    private boolean isSuspended(String binding, String domain) {
        Suspensions byWord = states.suspensions();
        return maySuspend(byWord) && isSuspended(states.known(binding, domain), byWord);
    }

    private boolean maySuspend(Suspensions byWord) {
        return suspends || whenDefault != DefaultBinding.NORMAL || !byWord.isEmpty();
    }

    /**
     * {@return why a source sends nothing to a domain, if it rests}
     *
     * @param source its address, or empty when the system chooses it
     */
    public Optional<Pause> rest(String binding, String domain, String source) {
        return states.restsUntil(binding, domain, source)
                .map(end -> new Pause("binding " + binding + " rests, since it was refused", end));
    }

    /**
     * A domain answered to a source.
     *
     * @param refusal why it refuses the source, or empty when it doesn't
     */
    public void answered(ScopePlace place, String source, Optional<String> refusal) {
        if (refusal.isEmpty()) {
            states.served(place.binding(), place.domain(), source);
        } else if (rests) {
            Optional<RestAfter> limit =
                    scopes.ofMail(place).find(SendingOptions.REST_AFTER).map(Found::value);
            if (limit.isPresent()) {
                states.refused(place.binding(), place.domain(), source, limit.get(), refusal.get());
            }
        }
    }
}
