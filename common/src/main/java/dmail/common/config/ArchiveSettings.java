package dmail.common.config;

import dmail.common.config.type.FooterLine;
import dmail.common.config.type.FooterType;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;

/** The settings of the section Footers and archive: footers, and copies of mail. */
public final class ArchiveSettings {
    static final SettingTable TABLE = new SettingTable("Footers and archive");

    public static final Setting<FooterLine> ADD_FOOTER =
            TABLE.smtp("add_footer", FooterType.FOOTER)
                    .repeatable()
                    .does(
                            "A text file that is added to the end of messages from matching"
                                    + " sender domains, such as *.example. The first matching"
                                    + " line is used. A file name without a folder is looked for"
                                    + " in dsmtp_path.");

    public static final Setting<Path> DSMTP_PATH =
            TABLE.smtp("dsmtp_path", SettingTypes.PATH)
                    .otherwiseText("the folder of dmail.conf")
                    .does("The folder of the files of add_footer.");

    public static final Setting<Path> ARCHIVE_PATH =
            TABLE.smtp("archive_path", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("none; no copies are kept")
                    .does(
                            "The folder in which a copy of each accepted message is kept, in a"
                                    + " subfolder for each day. A message whose copy can't be"
                                    + " written is refused temporarily.");

    public static final Setting<String> ARCHIVE_BATCH =
            TABLE.smtp("archive_batch", SettingTypes.COMMAND)
                    .does(
                            "A program that is run when a day is over, once for each folder of an"
                                    + " earlier day in archive_path; the folder is its last"
                                    + " argument.");

    private ArchiveSettings() {}
}
