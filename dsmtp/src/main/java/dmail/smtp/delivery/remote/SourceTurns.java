package dmail.smtp.delivery.remote;

import dmail.smtp.source.OutboundSource;
import java.util.List;

/** Has one host tried from the sources that it may be tried from, each in its turn. */
final class SourceTurns {
    /** Sources that one host is tried from in vain before the next one gets its turn. */
    private static final int MOST_NOT_REACHED = 3;

    private SourceTurns() {}

    /** How mail for a host fared from one source. */
    enum Fared {
        CONNECTED,
        NOT_REACHED,
        NO_SOURCE,
        LIMITED,
        RESTS
    }

    /** An attempt from one source. */
    interface Trial {
        /** {@return how it fared} */
        Fared from(OutboundSource source);
    }

    /**
     * Tries those whose turn comes.
     *
     * @param inOrder at least one
     * @return how the last one fared; after one that was connected from none is tried
     */
    static Fared run(List<OutboundSource> inOrder, Trial trial) {
        Fared last = Fared.NO_SOURCE;
        int notReached = 0;
        for (OutboundSource source : inOrder) {
            boolean hasTurn =
                    switch (source.turn()) {
                        case FIRST -> true;
                        case AFTER_FAILURE -> last != Fared.CONNECTED && last != Fared.LIMITED;
                        case WITHOUT_ADDRESS -> last == Fared.NO_SOURCE;
                    };
            if (hasTurn && notReached < MOST_NOT_REACHED) {
                last = trial.from(source);
                notReached += last == Fared.NOT_REACHED ? 1 : 0;
            }
        }
        return last;
    }
}
