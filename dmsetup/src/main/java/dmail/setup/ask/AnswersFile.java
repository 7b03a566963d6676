package dmail.setup.ask;

import dmail.setup.found.Facts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that were written down: lines of a name and a value, as in dmail.conf. What is not among
 * them has its default.
 */
public final class AnswersFile {
    private final Map<Key, Written> written = new EnumMap<>(Key.class);
    private final List<String> complaints = new ArrayList<>();

    /** A value and where it stands. */
    private record Written(String value, String location) {}

    /**
     * What came of it.
     *
     * @param answers all of them, if there are no complaints
     */
    public record Result(Answers answers, List<String> complaints) {
        public Result {
            complaints = List.copyOf(complaints);
        }
    }

    /** Takes the lines of a file. */
    public void read(String name, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split("\\s+", 2);
                take(parts[0], parts.length > 1 ? parts[1] : "", name + ":" + (i + 1));
            }
        }
    }

    /** Takes {@code name=value}, which goes before what a file says. */
    public void assign(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            complaints.add("--set " + assignment + ": not of the form name=value");
        } else {
            String name = assignment.substring(0, equals);
            take(name, assignment.substring(equals + 1), "--set " + name);
        }
    }

    private void take(String name, String value, String location) {
        Optional<Key> key = Key.named(name);
        if (key.isPresent()) {
            written.put(key.get(), new Written(value.strip(), location));
        } else {
            complaints.add(
                    location
                            + ": \""
                            + name.replaceAll("[^!-~]", "?")
                            + "\" is nothing that is asked about; names are "
                            + String.join(", ", names()));
        }
    }

    private static List<String> names() {
        return Questions.ALL.stream().map(question -> question.key().toString()).toList();
    }

    /** {@return only what is written down and good, for a person who is asked the rest} */
    public Result given(Facts facts) {
        return answers(facts, false);
    }

    /** {@return all answers, defaults where nothing is written down} */
    public Result complete(Facts facts) {
        return answers(facts, true);
    }

    private Result answers(Facts facts, boolean withDefaults) {
        Answers answers = Answers.NONE;
        List<String> wrong = new ArrayList<>(complaints);
        for (Question question : Questions.ALL) {
            Draft draft = new Draft(facts, answers);
            Written answer = written.get(question.key());
            if ((answer == null && !withDefaults) || !question.applies().test(draft)) {
                continue;
            }
            String text = answer == null ? question.standard().apply(draft) : answer.value();
            switch (check(question, text, draft)) {
                case Checked.Good(var value) -> answers = answers.with(question.key(), value);
                case Checked.Wrong(var why) when answer != null ->
                        wrong.add(answer.location() + ": " + why);
                // A default that came of a wrong answer is not worth a complaint of its own.
                case Checked.Wrong(var why) when wrong.isEmpty() ->
                        wrong.add(question.key() + ": " + why);
                case Checked.Wrong _ -> {}
            }
        }
        return new Result(answers, wrong);
    }

    private static Checked check(Question question, String text, Draft draft) {
        return text.isEmpty() && !question.isSecret()
                ? new Checked.Wrong("an answer is needed; none was found on this machine")
                : question.check().apply(text, draft);
    }
}
