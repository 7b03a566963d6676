package dmail.setup.wizard;

import dmail.setup.apply.Progress;
import dmail.setup.ask.Asker;
import dmail.setup.plan.Step;

/** Tells a person of each step. */
record SpokenProgress(Asker asker) implements Progress {
    @Override
    public void done(Step step) {
        asker.say("   done     " + step.title());
    }

    @Override
    public void failed(Step step, String why) {
        asker.say("   FAILED   " + step.title() + ": " + why);
    }

    @Override
    public void undone(Step step) {
        asker.say("   undone   " + step.title());
    }

    @Override
    public void stays(Step step, String why) {
        asker.say("   STAYS    " + step.title() + ", which could not be undone: " + why);
    }

    @Override
    public void unfit(String problem) {
        asker.say("   FAILED   the servers would complain: " + problem);
    }
}
