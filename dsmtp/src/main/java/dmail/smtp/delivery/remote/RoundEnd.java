package dmail.smtp.delivery.remote;

import dmail.smtp.binding.Pause;
import dmail.smtp.message.DeliveryStatus;

/** How a pass over the hosts of a domain ended. */
sealed interface RoundEnd {
    /** A host was reached, and each message has its result. */
    record Reached() implements RoundEnd {}

    /** No host could be reached; nothing has been reported. */
    record Unreachable(DeliveryStatus why) implements RoundEnd {}

    /** Limits of ours are reached; what is left in hand was not tried. */
    record Limited() implements RoundEnd {}

    /** Nothing may be sent for now; nothing has been reported. */
    record Paused(Pause pause) implements RoundEnd {}

    /** No source may be used for any of the hosts; nothing has been reported. */
    record NotSent(DeliveryStatus why) implements RoundEnd {}

    /** This machine lacks the source for now; nothing has been reported. */
    record NoSource(DeliveryStatus why) implements RoundEnd {}
}
