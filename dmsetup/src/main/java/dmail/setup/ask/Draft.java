package dmail.setup.ask;

import dmail.setup.found.Facts;
import dmail.setup.found.Host;

/** What is known when a question is asked. */
public record Draft(Facts facts, Answers answers) {
    public String value(Key key) {
        return answers.value(key);
    }

    public Host host() {
        return facts.host();
    }

    /** {@return whether users are kept in a file of our own} */
    public boolean hasOwnUsers() {
        return value(Key.AUTHENT_METHOD).equals("internal");
    }

    /** {@return as whom the servers run} */
    public String runAs() {
        return answers.find(Key.RUN_AS).orElse(host().user());
    }
}
