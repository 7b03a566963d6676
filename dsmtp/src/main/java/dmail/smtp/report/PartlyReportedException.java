package dmail.smtp.report;

import dmail.common.io.Reason;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Of several reports on a message some are durable and the next could not be stored. Who is in one
 * that is durable isn't to be reported again.
 */
public final class PartlyReportedException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final ArrayList<Integer> reported;

    public PartlyReportedException(Collection<Integer> reported, IOException why) {
        super(Reason.of(why), why);
        this.reported = new ArrayList<>(reported);
    }

    /** {@return the recipients who are over with, by index in the envelope} */
    public List<Integer> reported() {
        return List.copyOf(reported);
    }

    /** {@return the recipients who are over with, if a failure is of that kind} */
    public static List<Integer> in(IOException failure) {
        return failure instanceof PartlyReportedException part ? part.reported() : List.of();
    }
}
