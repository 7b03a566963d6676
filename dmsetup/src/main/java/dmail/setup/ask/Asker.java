package dmail.setup.ask;

/** Somebody who can be asked. */
public interface Asker {
    /** Says a line. */
    void say(String line);

    /**
     * Asks for a line.
     *
     * @param prompt what stands before the answer
     */
    Reply ask(String prompt);

    /** Asks for a line that nobody else is to see. */
    Reply askSecret(String prompt);
}
