package dmail.smtp.queue.backlog;

import dmail.smtp.message.QueueId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Iterates over a backlog a page at a time. */
final class BacklogPages implements Iterator<BacklogEntry> {
    /** Messages of a page; one takes a fraction of a millisecond. */
    static final int SIZE = 500;

    private final Function<Optional<QueueId>, List<BacklogEntry>> pages;
    private Iterator<BacklogEntry> page;
    private Optional<QueueId> last = Optional.empty();

    /**
     * @param pages returns those after an id, or the first ones
     */
    BacklogPages(Function<Optional<QueueId>, List<BacklogEntry>> pages) {
        this.pages = pages;
        this.page = pages.apply(last).iterator();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && last.isPresent()) {
            page = pages.apply(last).iterator();
        }
        return page.hasNext();
    }

    @Override
    public BacklogEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        BacklogEntry next = page.next();
        last = Optional.of(next.id());
        return next;
    }
}
