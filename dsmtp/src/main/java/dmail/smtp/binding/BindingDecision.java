package dmail.smtp.binding;

import dmail.common.config.binding.BindingRef;

/** By what mail for a recipient leaves. */
public sealed interface BindingDecision {
    /** {@return what decided: a rule's line, {@code domain_group <name>}, or {@code default}} */
    String rule();

    /** By this binding, or by a member of this group. */
    record Use(BindingRef to, String rule) implements BindingDecision {}

    /** By none, since nothing may leave by {@code default}: the client is to try again later. */
    record NoBinding(String rule) implements BindingDecision {}
}
