package dmail.nwauth;

import java.util.List;

/**
 * What the command line says.
 *
 * @param folder of the users file nwauth.txt
 * @param readOnly whether nothing may be changed
 * @param names which names may be set
 * @param dropPaths what answers say about drop files
 * @param requests asked on the command line; when there are none, standard input is read
 * @param remarks about switches that no longer do what they did
 */
record Options(
        String folder,
        boolean readOnly,
        NameRules names,
        DropPaths dropPaths,
        List<String> requests,
        List<String> remarks) {
    Options {
        requests = List.copyOf(requests);
        remarks = List.copyOf(remarks);
    }
}
