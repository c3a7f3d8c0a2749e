package refrain.cli.mixing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import refrain.cli.console.JsonLine;
import refrain.lm.mixture.MixtureFile;

/// What `describe` says of a mixture; its members need not be there.
public record MixtureDescription(Path file, MixtureFile mixture) {
    /// Reads the mixture's file.
    public static MixtureDescription of(Path file) throws IOException {
        return new MixtureDescription(file, MixtureFile.open(file));
    }

    public JsonLine json() {
        List<JsonLine> members = mixture.members().stream()
                .map(member -> new JsonLine()
                        .put("model", member.path())
                        .put("weight", member.weight())
                        .put("sha256", member.sha256()))
                .toList();
        return new JsonLine()
                .put("model", file.toString())
                .put("kind", "mixture")
                .put("mixture", mixture.kind().spec())
                .put("members", members);
    }

    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "model    %s%nkind     %s mixture of %d models%nweight   member",
                file,
                mixture.kind().spec(),
                mixture.members().size()));
        for (MixtureFile.Member member : mixture.members()) {
            text.append(String.format(
                    Locale.ROOT, "%n%.4f   %s (SHA-256 %s)", member.weight(), member.path(), member.sha256()));
        }
        return text.toString();
    }
}
