package refrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import refrain.cli.console.JsonLine;
import refrain.lm.ngram.ArpaFile;
import refrain.lm.ngram.NGramModel;

/// What an ARPA file holds.
/// @param fileBytes length of the file
record NGramDescription(Path file, NGramModel model, long fileBytes) {
    static NGramDescription of(Path file) throws IOException {
        return new NGramDescription(file, ArpaFile.read(file), Files.size(file));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%s: n-gram model of order %d", file, model.order());
        line(
                text,
                "tokens      %s, vocabulary %,d",
                model.tokenizer().units(),
                model.vocabulary().size());
        for (int n = 1; n <= model.order(); n++) {
            line(text, "%-11s %,d", n + "-grams", model.count(n));
        }
        line(text, "memory      %,d KiB of file", fileBytes >> 10);
        return text.toString().stripTrailing();
    }

    JsonLine json() {
        return new JsonLine()
                .put("model", file.toString())
                .put("kind", "n-gram model")
                .put("units", model.tokenizer().units())
                .put("vocabulary", model.vocabulary().size())
                .put("order", model.order())
                .put(
                        "ngrams",
                        IntStream.rangeClosed(1, model.order())
                                .mapToObj(model::count)
                                .toList())
                .put("memory", new JsonLine().put("fileBytes", fileBytes));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
