package dmail.common.config.binding;

/**
 * A binding of a group.
 *
 * @param weight its part of the group's mail, compared with the others; 0 takes nothing new
 */
public record Member(String binding, int weight) {}
