package dev.landfall.logs;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Python's strftime, as far as the awslogs driver reads it: what a time stamp at the start of an event looks like.
 * https://docs.docker.com/engine/logging/drivers/awslogs/#awslogs-datetime-format
 */
final class DatetimeFormat {
    private static final Map<Character, String> CODES = Map.ofEntries(
            Map.entry('a', "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
            Map.entry('A', "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
            Map.entry('w', "[0-6]"),
            Map.entry('d', "(?:0[1-9]|[12][0-9]|3[01])"),
            Map.entry('b', "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
            Map.entry('B', "(?:January|February|March|April|May|June|July|August|September|October|November|December)"),
            Map.entry('m', "(?:0[1-9]|1[0-2])"),
            Map.entry('Y', "[0-9]{4}"),
            Map.entry('y', "[0-9]{2}"),
            Map.entry('H', "(?:[01][0-9]|2[0-3])"),
            Map.entry('I', "(?:0[0-9]|1[0-2])"),
            Map.entry('p', "[AP]M"),
            Map.entry('M', "[0-5][0-9]"),
            Map.entry('S', "[0-5][0-9]"),
            Map.entry('f', "[0-9]{6}"),
            Map.entry('L', "\\.[0-9]{3}"), // with its dot, as the driver has it
            Map.entry('z', "[+-][0-9]{4}"),
            Map.entry('Z', "[A-Z]{1,4}T"),
            Map.entry('j', "(?:[0-2][0-9]{2}|3[0-5][0-9]|36[0-6])"));

    private DatetimeFormat() {}

    /** A regular expression for it. Codes that mean nothing stand for themselves. */
    static String regex(String format) {
        var regex = new StringBuilder();
        for (var i = 0; i < format.length(); i++) {
            var c = format.charAt(i);
            var code = c == '%' && i + 1 < format.length() ? CODES.get(format.charAt(i + 1)) : null;
            if (code != null) {
                regex.append(code);
                i++;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
