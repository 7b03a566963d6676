package dmail.smtp.dns;

import dmail.common.config.SendingSettings;
import dmail.common.config.binding.Found;
import dmail.common.config.binding.ScopeView;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.type.HostAndPort;
import java.util.Optional;

/**
 * Where mail goes instead of where DNS and {@code gateway} lines without a scope send it.
 *
 * @param gateway the host that takes all of it
 * @param port of hosts for which no other is given
 */
public record NextHop(Optional<HostAndPort> gateway, Optional<Integer> port) {
    /** The usual ones. */
    public static final NextHop USUAL = new NextHop(Optional.empty(), Optional.empty());

    /** {@return what options of sending say} */
    public static NextHop of(ScopeView options) {
        return new NextHop(
                options.line(SendingOptions.GATEWAY_HOST).map(Found::value),
                options.line(SendingSettings.REMOTE_SMTP_PORT).map(Found::value));
    }
}
