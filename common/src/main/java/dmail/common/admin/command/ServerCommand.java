package dmail.common.admin.command;

import dmail.common.admin.CommandTable;

/**
 * A control command that only one of the servers has, and answers at once. Each server switches
 * over its own without a default, so that a new one doesn't compile until it is carried out.
 */
public sealed interface ServerCommand permits DsmtpCommand, DpopCommand {
    /** {@return its constant, which {@link CommandTable} takes its name from} */
    String name();
}
