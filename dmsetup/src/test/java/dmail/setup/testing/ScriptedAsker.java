package dmail.setup.testing;

import dmail.setup.ask.Asker;
import dmail.setup.ask.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A person who says what a test has written down, and then goes away. */
public final class ScriptedAsker implements Asker {
    private final Deque<String> lines;
    private final List<String> heard = new ArrayList<>();

    public ScriptedAsker(String... lines) {
        this.lines = new ArrayDeque<>(List.of(lines));
    }

    /** {@return all that was said to him, questions too} */
    public String heard() {
        return String.join("\n", heard) + "\n";
    }

    @Override
    public void say(String line) {
        heard.add(line);
    }

    @Override
    public Reply ask(String prompt) {
        heard.add(prompt);
        return lines.isEmpty() ? new Reply.Gone() : new Reply.Text(lines.remove());
    }

    @Override
    public Reply askSecret(String prompt) {
        Reply reply = ask(prompt);
        heard.set(heard.size() - 1, prompt + "(secret)");
        return reply;
    }
}
