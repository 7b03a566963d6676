package dmail.smtp.source;

import java.util.List;

/** From where mail may be sent to one address of a mail exchanger. */
public sealed interface Sources {
    /**
     * From these, in order.
     *
     * @param inOrder at least one
     */
    record Use(List<OutboundSource> inOrder) implements Sources {
        public Use {
            inOrder = List.copyOf(inOrder);
        }
    }

    /**
     * From nowhere now: an address of ours is missing.
     *
     * @param why a clause
     */
    record Wait(String why) implements Sources {}

    /**
     * Not to addresses of this family.
     *
     * @param why a clause
     */
    record Skip(String why) implements Sources {}
}
