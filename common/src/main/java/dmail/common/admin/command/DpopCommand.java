package dmail.common.admin.command;

/** The control commands of dpop alone. */
public enum DpopCommand implements ServerCommand {
    CHECK,
    KICK,
    REHASH,
    STATISTICS
}
