package dmail.smtp.delivery.local;

import dmail.common.io.Reason;
import dmail.common.io.RemoteFolders;
import dmail.common.login.Mailbox;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.DeliveryStatus;
import java.io.IOException;
import java.util.List;

/**
 * Delivers to drop files that may lie on a file server. One that doesn't answer keeps its own mail
 * waiting, and no thread that others need.
 */
public final class RemoteDropFiles implements LocalDelivery {
    private final RemoteFolders folders;
    private final LocalDelivery delivery;

    public RemoteDropFiles(RemoteFolders folders, LocalDelivery delivery) {
        this.folders = folders;
        this.delivery = delivery;
    }

    /** What has begun is not left alone: it may go on reading the message at any time. */
    @Override
    public List<Outcome> deliver(Mailbox mailbox, List<MailboxCopy> copies) {
        try {
            return folders.callUninterrupted(
                    mailbox.dropFile(), () -> delivery.deliver(mailbox, copies));
        } catch (IOException e) {
            Outcome outcome = new Outcome.Deferred(DeliveryStatus.ours(Reason.of(e)));
            return copies.stream().map(_ -> outcome).toList();
        }
    }
}
