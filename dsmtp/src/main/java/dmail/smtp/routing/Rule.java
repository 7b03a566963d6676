package dmail.smtp.routing;

import java.util.List;

/**
 * Something that leads an address on.
 *
 * @param kind what it is called where it stands, such as {@code forward}
 * @param place its file and line
 */
record Rule(String kind, List<Member> members, String place) {
    Rule {
        members = List.copyOf(members);
    }
}
