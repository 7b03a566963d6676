package dmail.common.admin.command;

/** The control commands that go through the queue, whose replies are made while they are sent. */
public enum QueueCommand {
    BOUNCE,
    DELETE,
    HOLD,
    QUEUE,
    RELEASE,
    TRY,
    TRYALL
}
