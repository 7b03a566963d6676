package dmail.smtp.routing;

import java.util.List;

/**
 * A rule that forwards or expands an address.
 *
 * @param kind its name, such as {@code forward}
 * @param location its file and line
 */
record Rule(String kind, List<Member> members, String location) {
    Rule {
        members = List.copyOf(members);
    }
}
