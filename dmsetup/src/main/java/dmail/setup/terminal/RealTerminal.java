package dmail.setup.terminal;

import dmail.setup.ask.Asker;
import dmail.setup.ask.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A terminal at which a person can edit what is typed. */
public final class RealTerminal implements Asker, Closeable {
    private final Terminal terminal;
    private final LineReader reader;

    private RealTerminal(Terminal terminal) {
        this.terminal = terminal;
        this.reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.BRACKETED_PASTE, false)
                        .variable(LineReader.DISABLE_HISTORY, true)
                        .build();
    }

    /** Takes the terminal that the program runs at; by stty(1), which needs no native code. */
    public static RealTerminal open() throws IOException {
        return new RealTerminal(
                TerminalBuilder.builder().system(true).exec(true).dumb(false).build());
    }

    @Override
    public void say(String line) {
        terminal.writer().println(line);
        terminal.flush();
    }

    @Override
    public Reply ask(String prompt) {
        return read(each -> each.readLine(prompt));
    }

    @Override
    public Reply askSecret(String prompt) {
        return read(each -> each.readLine(prompt, '*'));
    }

    private Reply read(Function<LineReader, String> how) {
        try {
            return new Reply.Text(how.apply(reader));
        } catch (UserInterruptException | EndOfFileException _) {
            return new Reply.Gone();
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
