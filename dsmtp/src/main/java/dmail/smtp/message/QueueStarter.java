package dmail.smtp.message;

import dmail.smtp.protocol.EtrnNode;

/** Starts the queue for a host (ETRN), before the messages are due. */
@FunctionalInterface
public interface QueueStarter {
    /** {@return how many messages for the node are tried now; doesn't wait for them} */
    int start(EtrnNode node);
}
