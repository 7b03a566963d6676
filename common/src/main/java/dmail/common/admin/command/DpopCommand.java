package dmail.common.admin.command;

/** The control commands that only dpop has. */
public enum DpopCommand implements ServerCommand {
    CHECK,
    KICK,
    REHASH,
    STATISTICS
}
