package dmail.tell;

import dmail.common.config.Server;

/** The two names of this program; each talks to one server. */
enum ControlProgram {
    TELLSMTP("tellsmtp", Server.DSMTP),
    TELLPOP("tellpop", Server.DPOP);

    private final String command;
    private final Server server;

    ControlProgram(String command, Server server) {
        this.command = command;
        this.server = server;
    }

    static ControlProgram named(String command) {
        return command.equals(TELLPOP.command) ? TELLPOP : TELLSMTP;
    }

    Server server() {
        return server;
    }

    @Override
    public String toString() {
        return command;
    }
}
