package dmail.setup.terminal;

import dmail.setup.ask.Asker;
import dmail.setup.ask.Reply;

/** Stands where a program reads the report: nothing is said, and nobody answers. */
public final class UnattendedAsker implements Asker {
    @Override
    public void say(String line) {
        // The report has it.
    }

    @Override
    public Reply ask(String prompt) {
        return new Reply.Gone();
    }

    @Override
    public Reply askSecret(String prompt) {
        return new Reply.Gone();
    }
}
