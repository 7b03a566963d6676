package dmail.smtp.delivery.remote;

import dmail.common.config.Setting;
import dmail.common.config.binding.SendingOptions;

/**
 * The options that a delivery reads of the binding whose source a connection has. All others it
 * reads of the binding that was chosen for the mail; the two differ under {@code bind_failure
 * next}. Only the console needs this class.
 */
public final class OptionsOfSource {
    private OptionsOfSource() {}

    /** {@return whether an option is one of them} */
    public static boolean has(Setting<?> option) {
        return option.equals(SendingOptions.BIND_ADDRESS)
                || option.equals(SendingOptions.EHLO_HOSTNAME)
                || option.equals(SendingOptions.REST_AFTER)
                || option.equals(SendingOptions.MAX_DELIVERIES_PER_CONNECTION)
                || SendingOptions.timeouts().contains(option);
    }
}
