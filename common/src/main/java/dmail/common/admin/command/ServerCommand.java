package dmail.common.admin.command;

/**
 * A control command that only one of the servers has, and answers at once. Each server switches
 * over its own without a default, so a new command doesn't compile until it is carried out.
 */
public sealed interface ServerCommand permits DsmtpCommand, DpopCommand {
    /**
     * {@return the name of the constant, which is also the command's name in {@code CommandTable}}
     */
    String name();
}
