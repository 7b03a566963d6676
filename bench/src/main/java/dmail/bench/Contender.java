package dmail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A mail server that can be measured: ours, or a peer that this machine happens to have. */
interface Contender {
    /** {@return what the table calls it} */
    String name();

    /** {@return why it can't be measured here, empty when it can} */
    Optional<String> missing() throws IOException, InterruptedException;

    /** {@return what it does less than the others, for the table; often nothing} */
    default String remark() {
        return "";
    }

    /** {@return its name with the remark} */
    default String title() {
        return remark().isEmpty() ? name() : name() + " (" + remark() + ")";
    }

    /** Starts it privately in that folder, serving those mailboxes, and waits until it serves. */
    Running start(Path folder, Boxes boxes) throws IOException, InterruptedException;
}
