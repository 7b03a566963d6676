package dmail.common.admin.command;

/** The control commands that go through the queue; their replies are made as they are sent. */
public enum QueueCommand {
    BOUNCE,
    DELETE,
    HOLD,
    QUEUE,
    REBIND,
    RELEASE,
    TRY,
    TRYALL
}
