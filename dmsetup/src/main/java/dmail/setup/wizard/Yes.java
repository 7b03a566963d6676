package dmail.setup.wizard;

import dmail.setup.ask.Asker;
import dmail.setup.ask.Reply;
import java.util.Locale;

/** A question that is answered with yes or no. */
final class Yes {
    private Yes() {}

    /** {@return whether the person says yes; who goes away doesn't} */
    static boolean or(Asker asker, String prompt) {
        while (true) {
            Reply reply = asker.ask(prompt);
            if (!(reply instanceof Reply.Text(var text))) {
                return false;
            }
            switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "yes", "y" -> {
                    return true;
                }
                case "no", "n", "quit" -> {
                    return false;
                }
                default -> asker.say("Please say yes or no.");
            }
        }
    }
}
