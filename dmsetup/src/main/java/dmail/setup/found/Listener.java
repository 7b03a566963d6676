package dmail.setup.found;

/**
 * A program that listens on a TCP port of this machine.
 *
 * @param program its name; empty when it can't be told
 * @param pid 0 when it can't be told
 */
public record Listener(int port, String program, long pid) {
    /** {@return whether it is one of the servers that are set up here} */
    public boolean isOurs() {
        return program.equals("dsmtp") || program.equals("dpop");
    }

    @Override
    public String toString() {
        return program.isEmpty() ? "another program" : program + " (process " + pid + ")";
    }
}
