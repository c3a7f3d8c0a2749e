package refrain.lm;

import static refrain.argument.Argument.require;

import refrain.lm.json.FixedJson;
import refrain.text.Tokenizer;
import refrain.text.corpus.Digests;

/// What determines a model, and nothing else: equal provenance means equal bytes. When, where and how fast it was
/// made belongs to the run's log. Digests are SHA-256 in hexadecimal, empty where there was no such file.
/// @param version of the arithmetic: where it is another, equal texts and settings need not give equal bytes
/// @param seed of all random numbers
/// @param updates of the parameters
/// @param training digest of the training text
/// @param validation digest of the validation text
/// @param tokenizer digest of [Tokenizer#toBytes]
/// @param initial digest of the model file that training began with
/// @param recipe the training configuration, as its record writes it
public record Provenance(
        String version,
        long seed,
        long updates,
        String training,
        String validation,
        String tokenizer,
        String initial,
        String recipe) {
    public Provenance {
        require(updates >= 0, "provenance: updates", updates, "at least 0");
        requireDigest("training", training);
        requireDigest("validation", validation);
        requireDigest("tokenizer", tokenizer);
        requireDigest("initial", initial);
    }

    private static void requireDigest(String name, String digest) {
        require(digest.matches("|[0-9a-f]{64}"), "provenance: " + name, digest, "64 hexadecimal digits, or empty");
    }

    /// The digest of a tokenizer.
    public static String digest(Tokenizer tokenizer) {
        return Digests.sha256(tokenizer.toBytes());
    }

    /// One JSON object, its keys in the order of the components.
    String toJson() {
        return FixedJson.write(json -> {
            json.writeStringProperty("version", version);
            json.writeNumberProperty("seed", seed);
            json.writeNumberProperty("updates", updates);
            json.writeStringProperty("training", training);
            json.writeStringProperty("validation", validation);
            json.writeStringProperty("tokenizer", tokenizer);
            json.writeStringProperty("initial", initial);
            json.writeStringProperty("recipe", recipe);
        });
    }

    /// @throws IllegalArgumentException if the text is no provenance, saying why
    static Provenance read(String text) {
        return FixedJson.read(
                "provenance",
                text,
                json -> new Provenance(
                        json.string("version"),
                        json.number("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                        json.number("updates", 0, Long.MAX_VALUE),
                        json.string("training"),
                        json.string("validation"),
                        json.string("tokenizer"),
                        json.string("initial"),
                        json.string("recipe")));
    }
}
