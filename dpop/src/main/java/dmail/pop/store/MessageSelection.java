package dmail.pop.store;

import dmail.pop.index.DigestKeys;
import dmail.pop.index.MailboxIndex;
import dmail.pop.index.Uidl;
import java.io.IOException;
import java.util.function.IntPredicate;

/**
 * Some messages of an index.
 *
 * @param index where they stand
 * @param which tells them by their numbers
 */
public record MessageSelection(MailboxIndex index, IntPredicate which) {
    /** {@return all of them} */
    public static MessageSelection all(MailboxIndex index) {
        return new MessageSelection(index, _ -> true);
    }

    /** {@return how many they are} */
    public int count() {
        int count = 0;
        for (int number = 1; number <= index.messages(); number++) {
            count += which.test(number) ? 1 : 0;
        }
        return count;
    }

    /** Takes a unique id. */
    @FunctionalInterface
    public interface Visitor {
        void uidl(Uidl uidl) throws IOException;
    }

    /** Shows their unique ids in order. */
    public void each(Visitor visitor) throws IOException {
        for (int number = 1; number <= index.messages(); number++) {
            if (which.test(number)) {
                visitor.uidl(index.uidl(number));
            }
        }
    }

    /** {@return a source that gives their digests, one after the other} */
    public DigestKeys.Source inOrder() {
        return new DigestKeys.Source() {
            private int next = 1;

            @Override
            public Uidl uidl(int position) throws IOException {
                while (!which.test(next)) {
                    next++;
                }
                next++;
                return index.uidl(next - 1);
            }
        };
    }
}
