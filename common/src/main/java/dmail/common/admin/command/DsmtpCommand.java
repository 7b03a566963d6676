package dmail.common.admin.command;

/**
 * The control commands that only dsmtp has and answers at once. Those whose reply grows with the
 * queue are {@link QueueCommand}s.
 */
public enum DsmtpCommand implements ServerCommand {
    BINDING_REST_CANCEL,
    BINDING_REST_LIST,
    BINDING_RESUME,
    BINDING_SUSPEND,
    CONFIG_EVAL,
    CONFIG_GET,
    DNS,
    RESUME,
    SHOW,
    SHOWSEND,
    SUSPEND,
    WHY
}
