package dmail.setup.ask;

import dmail.setup.check.Finding;
import dmail.setup.dns.Dns;
import java.util.ArrayList;
import java.util.List;

/** All that goes with answers, and all that doesn't. */
public final class Review {
    private Review() {}

    public static List<Finding> of(Draft draft, Dns dns) {
        List<Finding> findings = new ArrayList<>();
        for (Question question : Questions.ALL) {
            if (question.applies().test(draft)) {
                findings.addAll(question.look().apply(draft, dns));
            }
        }
        return findings;
    }
}
