package dmail.smtp.dns;

import java.util.Optional;

/** Good answers from before, a fallback for when DNS denies what it said. */
interface LastGoodAnswers {
    /** Without a fallback. */
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

    /** Saves a good answer. */
    void keep(Question question, Answer.Found answer);
}
