package dmail.smtp.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Good answers that outlive the process. They are in memory and written to the file as a whole at
 * intervals: losing the last minutes in a crash costs little. The oldest are dropped when there are
 * too many, or after a month.
 */
final class DiskAnswers implements LastGoodAnswers, AutoCloseable {
    static final Duration LONGEST_LIFE = Duration.ofDays(30);
    static final int MOST = 20_000;
    static final int MOST_OCTETS = 4 << 20;

    /** Values of one name; a list as long as DNS allows would take the room of a hundred others. */
    static final int MOST_VALUES = 16;

    private static final Duration BETWEEN_SAVES = Duration.ofMinutes(5);

    /** An answer that is confirmed again within this time isn't written. */
    private static final Duration GRAIN = Duration.ofHours(1);

    private final DiskFile file;
    private final InstantSource clock;

    /** Ordered by confirmation; the map is the lock for itself and the fields below. */
    private final Map<Question, LastGoodAnswer> answers = new LinkedHashMap<>();

    private int octets;
    private boolean changed;
    private Instant saved;

    /** Reads the file. */
    DiskAnswers(DiskFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.saved = clock.instant();
        file.read().forEach(this::put);
        forgetOld();
        changed = false;
    }

    @Override
    public Optional<LastGoodAnswer> find(Question question) {
        synchronized (answers) {
            forgetOld();
            return Optional.ofNullable(answers.get(question));
        }
    }

    @Override
    public void keep(Question question, Answer.Found answer) {
        List<RecordData> data = answer.data().stream().limit(MOST_VALUES).toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean due;
        synchronized (answers) {
            LastGoodAnswer former = answers.get(question);
            if (former != null
                    && former.data().equals(data)
                    && former.since().plus(GRAIN).isAfter(now)) {
                return;
            }
            put(question, new LastGoodAnswer(data, now));
            forgetOld();
            due = !now.isBefore(saved.plus(BETWEEN_SAVES));
        }
        if (due) {
            save();
        }
    }

    /** Appended at the end, since it was confirmed last. */
    private void put(Question question, LastGoodAnswer answer) {
        remove(question);
        answers.put(question, answer);
        octets += DiskForm.line(question, answer).length();
        changed = true;
    }

    private void remove(Question question) {
        LastGoodAnswer former = answers.remove(question);
        if (former != null) {
            octets -= DiskForm.line(question, former).length();
        }
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(LONGEST_LIFE);
        Iterator<Map.Entry<Question, LastGoodAnswer>> eldest = answers.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<Question, LastGoodAnswer> entry = eldest.next();
            boolean tooMany = answers.size() > MOST || octets > MOST_OCTETS;
            if (!tooMany && !entry.getValue().since().isBefore(oldest)) {
                return;
            }
            octets -= DiskForm.line(entry.getKey(), entry.getValue()).length();
            eldest.remove();
            changed = true;
        }
    }

    /** Writes all answers, if any changed. */
    void save() {
        Map<Question, LastGoodAnswer> all;
        synchronized (answers) {
            saved = clock.instant();
            if (!changed) {
                return;
            }
            changed = false;
            all = new LinkedHashMap<>(answers);
        }
        file.write(all);
    }

    /** {@return how many answers there are} */
    int count() {
        synchronized (answers) {
            return answers.size();
        }
    }

    @Override
    public void close() {
        save();
    }
}
