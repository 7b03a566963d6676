package dmail.common.system;

/** A line of passwd(5), from whatever source the system uses. */
public record PasswdEntry(String name, int uid, int gid, String home, String shell) {}
