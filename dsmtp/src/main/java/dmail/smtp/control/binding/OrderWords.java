package dmail.smtp.control.binding;

import dmail.smtp.queue.QueueControl.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * The words behind a command that changes queued mail.
 *
 * @param mode a dry run if its word stands anywhere: no typing error may turn one into a real run
 * @param words the others
 */
public record OrderWords(Mode mode, List<String> words) {
    /** Asks for a dry run. */
    public static final String DRY_RUN = "--dry-run";

    public OrderWords {
        words = List.copyOf(words);
    }

    /** {@return the words, told apart} */
    public static OrderWords of(List<String> given) {
        List<String> words = new ArrayList<>(given);
        boolean isDry = words.removeIf(DRY_RUN::equals);
        return new OrderWords(isDry ? Mode.DRY_RUN : Mode.DO, words);
    }
}
