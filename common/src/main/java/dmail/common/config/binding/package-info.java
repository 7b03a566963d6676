/**
 * Owns how mail is sent to other hosts by scope: the lines of bindings, groups and destinations,
 * the options that may stand in each, the order in which they are looked up, and the rules that
 * choose a binding. It decides nothing about a message. It may call {@code address}, {@code
 * config}, {@code config.binding.value}, {@code config.listen} and {@code config.type}.
 */
package dmail.common.config.binding;
