package refrain.cli.options;

import refrain.refusal.Remedy;

/// What the library advises, by the names of options.
public final class Advice {
    private Advice() {}

    /// A remedy as the person can give it.
    public static String of(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Heap(long mebibytes) -> "REFRAIN_JAVA_OPTIONS=-Xmx%dm".formatted(mebibytes);
            case Remedy.Choice choice -> of(choice);
        };
    }

    private static String of(Remedy.Choice choice) {
        return switch (choice) {
            case CHARACTERS -> "characters may be better units (--units char)";
            case ONE_TOKENIZER -> "one tokenizer (--tokenizer)";
            case VALIDATION_TEXT -> "a validation file of its own (--valid)";
            case SHORTER_TEXT -> "a shorter text (--tune)";
            case FEWER_STREAMS -> "fewer streams (--batch) or more text";
            case SMALLER_TRAINING -> "a smaller --batch, --steps or --layers";
            case SIMPLER_NOISE -> "--noise unigram or a smaller --vocabulary";
            case SMALLER_RATE -> "a smaller --rate";
            case SMALLER_ORDER -> "a smaller --order or a part of the text";
            case SMALLER_CACHE -> "a smaller --cache-size";
            case SHORTER_SEGMENT -> "a smaller --adapt-segment";
            case FEWER_TOKENS -> "fewer --tokens";
            case GO_ON -> "go on with that run (--resume)";
            case REPLACE -> "replace it (--overwrite) or choose another name";
            case START_ANEW -> "start anew (--overwrite)";
        };
    }
}
