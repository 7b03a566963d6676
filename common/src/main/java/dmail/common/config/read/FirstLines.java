package dmail.common.config.read;

import dmail.common.config.Located;
import dmail.common.table.LineIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first line of each key; there may be very many, so only their numbers are kept.
 *
 * @param <L> a line
 * @param <K> what it is found by
 */
final class FirstLines<L, K> {
    private final List<Located<L>> lines;
    private final LineIndex index;
    private final Function<L, K> key;

    /**
     * Begins without a line.
     *
     * @param lines those whose numbers are given
     * @param key of a line that is in the index
     */
    FirstLines(List<Located<L>> lines, Function<L, K> key) {
        this.lines = lines;
        this.index = new LineIndex(lines.size());
        this.key = key;
    }

    /** {@return the first line of a key, if it is another than this one} */
    Optional<Located<L>> before(int line, K wanted) {
        return found(index.putIfAbsent(wanted.hashCode(), line, i -> isOf(i, wanted)));
    }

    Optional<Located<L>> find(K wanted) {
        return found(index.find(wanted.hashCode(), i -> isOf(i, wanted)));
    }

    private boolean isOf(int line, K wanted) {
        return key.apply(lines.get(line).value()).equals(wanted);
    }

    private Optional<Located<L>> found(int line) {
        return line < 0 ? Optional.empty() : Optional.of(lines.get(line));
    }
}
