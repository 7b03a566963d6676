package dmail.smtp.delivery;

import java.util.List;

/**
 * What of the queue was asked for.
 *
 * @param shown the oldest of them
 * @param found how many there are
 */
public record QueueContents(List<QueueListing> shown, int found) {
    public QueueContents {
        shown = List.copyOf(shown);
    }
}
