package dmail.smtp.message;

import dmail.smtp.protocol.EtrnNode;

/** Lets a host have its mail sooner than the schedule says. */
@FunctionalInterface
public interface QueueStarter {
    /** {@return how many messages for the node are tried now; does not wait for them} */
    int start(EtrnNode node);
}
