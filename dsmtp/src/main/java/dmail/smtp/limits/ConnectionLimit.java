package dmail.smtp.limits;

import dmail.common.config.binding.Found;
import java.util.Optional;

/**
 * How many connections of some kind there may be.
 *
 * @param counter what counts them
 * @param most from 1
 * @param place the line that says so
 * @param isOfHost whether it holds for one host only, so that another one may have room
 */
record ConnectionLimit(CounterKey counter, int most, String place, boolean isOfHost) {
    static ConnectionLimit of(CounterKey counter, Found<Integer> found, boolean isOfHost) {
        return new ConnectionLimit(counter, found.value(), found.place(), isOfHost);
    }

    /** {@return none; connections are counted all the same, for those who look} */
    static ConnectionLimit none(CounterKey counter) {
        return new ConnectionLimit(counter, Integer.MAX_VALUE, "", false);
    }

    Hold hold() {
        return new Hold(
                Hold.LONGEST_FOR_CONNECTION,
                Optional.of(counter),
                isOfHost,
                Hold.NO_RATE,
                counter.option() + " " + most + " (" + place + ") is reached");
    }
}
