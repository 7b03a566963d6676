package dmail.common.admin.command;

/**
 * A control command that only one of the servers has, and answers at once. Each server switches
 * over its own without a default, so that a new one doesn't compile until it is carried out.
 */
public sealed interface ServerCommand permits DsmtpCommand, DpopCommand {
    /** {@return its constant, which {@code CommandTable} takes its name from} */
    String name();
}
