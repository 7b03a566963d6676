package dmail.it;

import dmail.suite.Ran;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What `listen list -j` and `ips -j` say: flat objects, whatever the order of their members. */
final class ListenerStates {
    private static final Pattern OBJECT = Pattern.compile("\\{[^{}]*\\}");
    private static final Pattern MEMBER =
            Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|(\\d+)|\\[([^]]*)\\])");

    private ListenerStates() {}

    /** {@return the objects of a reply in JSON} */
    static List<Map<String, String>> read(String json) {
        List<Map<String, String>> objects = new ArrayList<>();
        Matcher object = OBJECT.matcher(json);
        while (object.find()) {
            Map<String, String> members = new LinkedHashMap<>();
            Matcher member = MEMBER.matcher(object.group());
            while (member.find()) {
                members.put(member.group(1), value(member));
            }
            objects.add(members);
        }
        return objects;
    }

    private static String value(Matcher member) {
        for (int group = 2; group < 4; group++) {
            if (member.group(group) != null) {
                return member.group(group);
            }
        }
        return member.group(4).replace("\"", "");
    }

    /** {@return a member of each listener that a reply has, by its name and address:port} */
    static Map<String, String> listed(Ran list, String member) {
        Map<String, String> listed = new LinkedHashMap<>();
        for (Map<String, String> each : read(list.output())) {
            String where = each.get("address") + ":" + each.get("port");
            listed.put(each.get("name") + " " + where, each.get(member));
        }
        return listed;
    }
}
