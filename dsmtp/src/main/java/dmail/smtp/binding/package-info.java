/**
 * Owns the choice of the binding by which mail for a recipient leaves, the rules and the turns of
 * the members of a group, and which mail waits for its binding. It promises that each message gets
 * exactly one binding, and that the rule that gave it is known. Nothing here waits, and it knows
 * neither sockets nor files. It may call {@code binding.state}, {@code limits}, {@code message},
 * {@code source} and {@code common}.
 */
package dmail.smtp.binding;
