package dmail.smtp.dns;

import java.util.Optional;

/** Good answers of former times, for when DNS denies what it said before. */
interface LastGoodAnswers {
    /** None are kept. */
    LastGoodAnswers NONE =
            new LastGoodAnswers() {
                @Override
                public Optional<LastGoodAnswer> find(Question question) {
                    return Optional.empty();
                }

                @Override
                public void keep(Question question, Answer.Found answer) {}
            };

    /** {@return the last good answer} */
    Optional<LastGoodAnswer> find(Question question);

    /** Remembers a good answer. */
    void keep(Question question, Answer.Found answer);
}
