package dmail.smtp.limits;

import dmail.common.config.binding.Scope;

/**
 * What open connections are counted by.
 *
 * @param option the name of the setting that limits them
 * @param scope whose connections are counted together; {@link Scope#GLOBAL} where the others tell
 * @param binding empty when those of all bindings are counted together
 * @param target a domain or host; empty when those to all are counted together
 */
public record CounterKey(String option, Scope scope, String binding, String target) {}
