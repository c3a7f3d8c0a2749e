package refrain.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import refrain.cli.options.OptionGroup;

/// How help is laid out: for terminals of 80 columns, and where options are many, under the headings of their groups.
final class HelpLayout {
    private static final int WIDTH = 80;
    private static final int WIDEST_NAME = 30;

    /// More options than this are hard to look through.
    private static final int MANY = 25;

    private HelpLayout() {}

    /// Lays out the help of a command and of those below it.
    static CommandLine of(CommandLine line) {
        line.setUsageHelpWidth(WIDTH).setUsageHelpLongOptionsMaxWidth(WIDEST_NAME);
        arrange(line);
        return line;
    }

    private static void arrange(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.description(String.join(" ", usage.description())); // one paragraph, broken where the width demands
        if (line.getCommandSpec().options().size() > MANY) {
            line.getHelpSectionMap().remove(SECTION_KEY_OPTION_LIST_HEADING);
            line.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, HelpLayout::groups);
        }
        line.getSubcommands().values().forEach(HelpLayout::arrange);
    }

    /// Groups in the order of their first options, but for those that every command has, which come last.
    private static String groups(Help help) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        List<OptionSpec> common = new ArrayList<>();
        for (OptionSpec option : help.commandSpec().options()) {
            boolean everywhere = option.inherited() || option.usageHelp() || option.versionHelp();
            (everywhere ? common : groups.computeIfAbsent(heading(option), heading -> new ArrayList<>())).add(option);
        }
        groups.put("Common options", common);
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, options) ->
                text.append("%n%s:%n".formatted(heading)).append(help.optionListExcludingGroups(options)));
        return text.toString();
    }

    private static String heading(OptionSpec option) {
        if (option.userObject() instanceof Member member) {
            OptionGroup group = member.getDeclaringClass().getAnnotation(OptionGroup.class);
            if (group != null) {
                return group.value();
            }
        }
        return "Options";
    }
}
