package refrain.text.corpus;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import refrain.refusal.Remedy;

/// What was noticed while a corpus was read, each once, with the files it was noticed in.
final class Notices {
    private final Map<Notice, Set<String>> files = new LinkedHashMap<>();

    /// @param remedy ends the line, if there is one
    private record Notice(String found, Optional<Remedy> remedy) {
        String text(Function<Remedy, String> words) {
            return found + remedy.map(words).orElse("");
        }
    }

    void add(String file, String message) {
        add(file, new Notice(message, Optional.empty()));
    }

    void add(String file, String found, Remedy remedy) {
        add(file, new Notice(found, Optional.of(remedy)));
    }

    private void add(String file, Notice notice) {
        files.computeIfAbsent(notice, n -> new LinkedHashSet<>()).add(file);
    }

    /// One line each, in the order of first notice: `a.txt and 3 other files: byte-order mark dropped`.
    List<String> lines(Function<Remedy, String> words) {
        return files.entrySet().stream()
                .map(notice -> where(notice.getValue()) + ": " + notice.getKey().text(words))
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
