package dmail.setup.terminal;

import dmail.setup.ask.Asker;
import dmail.setup.ask.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/** Lines in and out. */
public final class PlainLines implements Asker {
    private final BufferedReader in;
    private final PrintStream out;

    public PlainLines(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public Reply ask(String prompt) {
        out.print(prompt);
        out.flush();
        try {
            String line = in.readLine();
            if (line == null) {
                out.println();
                return new Reply.Gone();
            }
            return new Reply.Text(line);
        } catch (IOException _) {
            return new Reply.Gone();
        }
    }

    /** There is no terminal that would show what is typed. */
    @Override
    public Reply askSecret(String prompt) {
        return ask(prompt);
    }
}
