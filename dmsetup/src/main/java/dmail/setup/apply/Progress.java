package dmail.setup.apply;

import dmail.setup.plan.Step;

/** Hears of each step as it is done. */
public interface Progress {
    void done(Step step);

    void failed(Step step, String why);

    /** A step before the one that failed was taken back. */
    void undone(Step step);

    /** It could not be taken back. */
    void stays(Step step, String why);

    /** All steps are done, and yet the result will not do. */
    void unfit(String problem);
}
