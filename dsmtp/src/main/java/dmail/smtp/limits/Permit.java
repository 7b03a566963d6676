package dmail.smtp.limits;

import java.util.Optional;

/** One message or connection in the throttles that it counts in. */
public final class Permit {
    private final Optional<Throttle> ofMail;
    private final Optional<Throttle> ofHost;

    Permit(Optional<Throttle> ofMail, Optional<Throttle> ofHost) {
        this.ofMail = ofMail;
        this.ofHost = ofHost;
    }

    /**
     * Begins, counted in all of them or in none.
     *
     * @return why not; if empty, {@link #end} follows
     */
    public Optional<Hold> begin() {
        Optional<Hold> hold = ofMail.flatMap(Throttle::begin);
        if (hold.isPresent() || ofHost.isEmpty()) {
            return hold;
        }
        Optional<Hold> byHost = ofHost.get().begin();
        if (byHost.isPresent()) {
            ofMail.ifPresent(Throttle::giveBack);
        }
        return byHost;
    }

    /** It is done; from now on it counts for one window. */
    public void end() {
        ofMail.ifPresent(Throttle::end);
        ofHost.ifPresent(Throttle::end);
    }
}
