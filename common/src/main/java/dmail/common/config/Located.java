package dmail.common.config;

/** A value and the line that gave it. */
public record Located<T>(T value, ConfigLocation location) {}
