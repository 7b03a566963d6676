package dmail.setup.plan;

import java.util.List;

/**
 * What is going to be done.
 *
 * @param steps in the order in which they are done; none when all is as it should be
 * @param obstacles what is not done, because a person has to, as sentences
 */
public record Plan(List<Step> steps, List<String> obstacles) {
    public Plan {
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
    }
}
