package dmail.smtp.session;

import dmail.common.memory.MemorySource;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.ReversePath;
import java.time.ZonedDateTime;

/**
 * Puts together what the octets of a message pass on their way in. From the client to the disk:
 *
 * <ol>
 *   <li>{@link IncomingMessage}: size, line ends, mail loops, the room above {@code min_space};
 *       whoever opens a message wraps the rest in it
 *   <li>{@code FootedBody}: the footer of the sender's domain ({@code add_footer}), if it has one
 *   <li>{@link CompletedBody}: a missing Date and Message-ID, in submitted messages
 *   <li>the queue's own {@code SpillingSink}: memory, then a file
 * </ol>
 */
final class InboundBodies {
    private final SessionServices services;
    private final ClientPrivileges privileges;
    private final MemorySource memory;

    /**
     * @param privileges whether the client submits its messages
     * @param memory what octets that aren't in a file take from
     */
    InboundBodies(SessionServices services, ClientPrivileges privileges, MemorySource memory) {
        this.services = services;
        this.privileges = privileges;
        this.memory = memory;
    }

    /** {@return where the octets of a new message go} */
    BodySink open(ReversePath sender, ZonedDateTime now) {
        BodySink queued = services.queue().newBody(memory);
        BodySink completed =
                privileges.access().submission()
                        ? new CompletedBody(queued, privileges.access().host(), now)
                        : queued;
        return services.footers().get().on(completed, sender);
    }
}
