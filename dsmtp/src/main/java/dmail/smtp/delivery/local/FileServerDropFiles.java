package dmail.smtp.delivery.local;

import dmail.common.io.FileServerFolders;
import dmail.common.io.Reason;
import dmail.common.login.Mailbox;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.DeliveryStatus;
import java.io.IOException;
import java.util.List;

/**
 * Delivers to drop files that may be on a file server. When the server doesn't answer, only mail
 * for it waits: its deliveries have threads of their own.
 */
public final class FileServerDropFiles implements LocalDelivery {
    private final FileServerFolders folders;
    private final LocalDelivery delivery;

    public FileServerDropFiles(FileServerFolders folders, LocalDelivery delivery) {
        this.folders = folders;
        this.delivery = delivery;
    }

    /** A delivery that has begun is waited for: it may still read the message. */
    @Override
    public List<Outcome> deliver(Mailbox mailbox, List<MailboxCopy> copies) {
        try {
            return folders.callUninterrupted(
                    mailbox.dropFile(), () -> delivery.deliver(mailbox, copies));
        } catch (IOException e) {
            Outcome outcome = new Outcome.Deferred(DeliveryStatus.localFailure(Reason.of(e)));
            return copies.stream().map(_ -> outcome).toList();
        }
    }
}
