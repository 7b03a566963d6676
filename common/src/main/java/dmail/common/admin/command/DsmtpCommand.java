package dmail.common.admin.command;

/** The control commands of dsmtp alone; those about the queue are {@link QueueCommand}s. */
public enum DsmtpCommand implements ServerCommand {
    DNS,
    RESUME,
    SHOW,
    SHOWSEND,
    SUSPEND
}
