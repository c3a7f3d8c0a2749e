package refrain.text.corpus;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was noticed while a corpus was read, each once, with the files it was noticed in.
final class Notices {
    private final Map<String, Set<String>> files = new LinkedHashMap<>();

    void add(String file, String message) {
        files.computeIfAbsent(message, m -> new LinkedHashSet<>()).add(file);
    }

    /// One line each, in the order of first notice: `a.txt and 3 other files: byte-order mark dropped`.
    List<String> lines() {
        return files.entrySet().stream()
                .map(notice -> where(notice.getValue()) + ": " + notice.getKey())
                .toList();
    }

    private static String where(Set<String> names) {
        String first = names.iterator().next();
        return switch (names.size()) {
            case 1 -> first;
            case 2 -> first + " and 1 other file";
            default -> "%s and %,d other files".formatted(first, names.size() - 1);
        };
    }
}
