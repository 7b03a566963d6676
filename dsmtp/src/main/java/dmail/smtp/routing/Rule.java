package dmail.smtp.routing;

import java.util.List;

/**
 * A rule that forwards or expands an address.
 *
 * @param kind its name, such as {@code forward}
 * @param place its file and line
 */
record Rule(String kind, List<Member> members, String place) {
    Rule {
        members = List.copyOf(members);
    }
}
