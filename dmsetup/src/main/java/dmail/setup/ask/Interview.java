package dmail.setup.ask;

import dmail.setup.check.Finding;
import dmail.setup.dns.Dns;
import dmail.setup.found.Facts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks one question after the other, until all are answered well; goes back when told so. */
public final class Interview {
    private final Facts facts;
    private final Dns dns;
    private final Asker asker;
    private Answers answers;

    /** Where to go on. */
    private enum Move {
        ON,
        BACK,
        AWAY
    }

    /**
     * @param given answers that are not asked for again
     */
    public Interview(Facts facts, Dns dns, Asker asker, Answers given) {
        this.facts = facts;
        this.dns = dns;
        this.asker = asker;
        this.answers = given;
    }

    /** {@return all answers, or empty when the person has gone away} */
    public Optional<Answers> hold() {
        List<Question> open =
                Questions.asked(facts).stream()
                        .filter(each -> answers.find(each.key()).isEmpty())
                        .toList();
        int at = 0;
        while (at < open.size()) {
            Question question = open.get(at);
            if (!question.applies().test(draft())) {
                answers = answers.without(question.key());
                at++;
                continue;
            }
            switch (ask(question, at + 1, open.size())) {
                case ON -> at++;
                case BACK -> at = before(open, at);
                case AWAY -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(answers);
    }

    private Draft draft() {
        return new Draft(facts, answers);
    }

    /** The last one before it that applies; the first one has none. */
    private int before(List<Question> open, int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (open.get(i).applies().test(draft())) {
                return i;
            }
        }
        asker.say("   This is the first question.");
        return at;
    }

    private Move ask(Question question, int number, int count) {
        asker.say("");
        asker.say(number + " of " + count + "  " + question.title());
        Wrapped.lines("   ", "   ", question.indexEntry()).forEach(asker::say);
        return take(question);
    }

    private Move take(Question question) {
        String standard = question.standard().apply(draft());
        String prompt = prompt(question, shown(question, standard));
        Reply reply = question.isSecret() ? asker.askSecret(prompt) : asker.ask(prompt);
        return switch (reply) {
            case Reply.Gone() -> Move.AWAY;
            case Reply.Text(var text) -> take(question, text.strip(), standard);
        };
    }

    /** A default that is too long for the line stands above it. */
    private String prompt(Question question, String shown) {
        String prompt = "   " + question.key() + shown + ": ";
        if (Wrapped.fits(prompt)) {
            return prompt;
        }
        Wrapped.lines("  ", "    ", shown.replace(",", ", ")).forEach(asker::say);
        return "   " + question.key() + ": ";
    }

    private static String shown(Question question, String standard) {
        if (question.isSecret()) {
            return standard.isEmpty() ? " [as it is]" : " [a new one]";
        }
        return standard.isEmpty() ? "" : " [" + standard + "]";
    }

    private Move take(Question question, String text, String standard) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "?" -> {
                Wrapped.lines("   ", "   ", question.help()).forEach(asker::say);
                yield take(question);
            }
            case "back" -> Move.BACK;
            case "quit" -> Move.AWAY;
            case "" -> standard(question, standard);
            default -> question.isSecret() ? confirm(question, text) : settle(question, text);
        };
    }

    private Move standard(Question question, String standard) {
        if (standard.isEmpty() && !question.isSecret()) {
            asker.say("   An answer is needed; ? explains.");
            return take(question);
        }
        return settle(question, standard);
    }

    /** What can't be seen is typed twice. */
    private Move confirm(Question question, String text) {
        return switch (asker.askSecret("   once more: ")) {
            case Reply.Gone() -> Move.AWAY;
            case Reply.Text(var again) when again.strip().equals(text) -> settle(question, text);
            case Reply.Text _ -> {
                asker.say("   These were two different ones.");
                yield take(question);
            }
        };
    }

    private Move settle(Question question, String text) {
        return switch (question.check().apply(text, draft())) {
            case Checked.Wrong(var why) -> {
                Wrapped.lines("   ", "   ", why + ".").forEach(asker::say);
                yield take(question);
            }
            case Checked.Good(var value) -> {
                answers = answers.with(question.key(), value);
                question.look().apply(draft(), dns).forEach(this::tell);
                yield Move.ON;
            }
        };
    }

    private void tell(Finding finding) {
        FindingText.lines(finding).forEach(asker::say);
    }
}
