package dmail.common.system;

/** A line of passwd(5), wherever the system keeps it. */
public record PasswdEntry(String name, int uid, int gid, String home, String shell) {}
