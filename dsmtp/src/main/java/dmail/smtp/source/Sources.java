package dmail.smtp.source;

import dmail.smtp.message.BindingChoice;
import java.util.List;
import java.util.Optional;

/** From where mail may be sent to one address of a mail exchanger. */
public sealed interface Sources {
    /**
     * From these, in order.
     *
     * @param inOrder at least one
     */
    record Use(List<OutboundSource> inOrder) implements Sources {
        /** From where the system chooses. */
        static final Use BY_THE_SYSTEM =
                new Use(
                        List.of(
                                new OutboundSource(
                                        BindingChoice.DEFAULT.binding(),
                                        Optional.empty(),
                                        OutboundSource.Turn.FIRST)));

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
