package dmail.smtp.control.binding;

import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.SuspendedBinding;
import java.time.Instant;
import java.util.Optional;

/**
 * Why no mail of a binding is sent at all.
 *
 * @param reason the administrator's words, the option of dmail.conf, or empty
 * @param until when it goes on by itself, if it does
 */
record BindingSuspension(String reason, Optional<Instant> until) {
    private static final BindingSuspension OF_ALL =
            new BindingSuspension("all outgoing mail is suspended", Optional.empty());

    /**
     * {@return that of a binding, if its mail waits}
     *
     * @param areAll whether outgoing mail is suspended, whatever its binding
     */
    static Optional<BindingSuspension> of(String binding, Outgoing outgoing, boolean areAll) {
        Optional<SuspendedBinding> ordered = outgoing.states().suspension(binding);
        if (ordered.isPresent()) {
            return ordered.map(one -> new BindingSuspension(one.reason(), one.until()));
        }
        if (areAll) {
            return Optional.of(OF_ALL);
        }
        return outgoing.pauses()
                .option(binding)
                .map(option ->
                        new BindingSuspension(option, outgoing.pauses().nextPeriod(binding)));
    }
}
