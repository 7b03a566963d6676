package dmail.smtp.delivery.remote;

import static dmail.common.config.binding.SendingOptions.CONNECT_TIMEOUT;
import static dmail.common.config.binding.SendingOptions.DATA_TIMEOUT;
import static dmail.common.config.binding.SendingOptions.END_TIMEOUT;
import static dmail.common.config.binding.SendingOptions.GREETING_TIMEOUT;
import static dmail.common.config.binding.SendingOptions.HELO_TIMEOUT;
import static dmail.common.config.binding.SendingOptions.IDLE_TIMEOUT;
import static dmail.common.config.binding.SendingOptions.MAIL_TIMEOUT;
import static dmail.common.config.binding.SendingOptions.MAX_DELIVERIES_PER_CONNECTION;
import static dmail.common.config.binding.SendingOptions.RCPT_TIMEOUT;

import dmail.common.config.binding.Found;
import dmail.common.config.binding.RetryOptions;
import dmail.common.config.binding.ScopeView;
import dmail.smtp.client.ClientTimeouts;
import dmail.smtp.client.ConnectionTerms;
import dmail.smtp.source.SourcePolicy;
import java.util.Optional;

/**
 * What the options of sending say of a stream, by the current settings. Where no line says
 * anything, nothing that reads lines is loaded.
 */
record StreamOptions(Optional<ScopeView> lines) {
    private static final StreamOptions NONE = new StreamOptions(Optional.empty());

    static StreamOptions of(StreamKey key, SourcePolicy now) {
        Optional<ScopeView> lines = now.options(key.binding(), key.domain());
        return lines.isEmpty() ? NONE : new StreamOptions(lines);
    }

    /** {@return whether each of its messages is tried at its own time, however others fared} */
    boolean keepsTimes() {
        return !lines.isEmpty() && RetryOptions.of(lines.get()).doubling().isPresent();
    }

    /** {@return the terms of its connections; empty for the usual ones} */
    Optional<ConnectionTerms> terms() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(terms(lines.get()));
    }

    private static ConnectionTerms terms(ScopeView view) {
        return new ConnectionTerms(
                timeouts(view),
                view.value(IDLE_TIMEOUT),
                view.find(MAX_DELIVERIES_PER_CONNECTION)
                        .map(Found::value)
                        .orElse(Integer.MAX_VALUE));
    }

    private static ClientTimeouts timeouts(ScopeView view) {
        return new ClientTimeouts(
                view.value(CONNECT_TIMEOUT),
                view.value(GREETING_TIMEOUT),
                view.value(HELO_TIMEOUT),
                view.value(MAIL_TIMEOUT),
                view.value(RCPT_TIMEOUT),
                ClientTimeouts.USUAL.encryption(),
                view.value(DATA_TIMEOUT),
                view.value(END_TIMEOUT));
    }
}
