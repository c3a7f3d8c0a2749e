package refrain.refusal;

/// What may help where something was refused. Each has words of this library; a program whose users know it by other
/// names, as options of a command, has its own.
public sealed interface Remedy {
    /// In words of this library, as a message ends.
    String words();

    /// A heap that may grow to so many mebibytes.
    record Heap(long mebibytes) implements Remedy {
        @Override
        public String words() {
            return "-Xmx%dm".formatted(mebibytes);
        }
    }

    /// Another choice than the one that was made.
    enum Choice implements Remedy {
        /// Of units.
        CHARACTERS("characters may be better units"),
        /// For all models of a mixture.
        ONE_TOKENIZER("one tokenizer"),
        VALIDATION_TEXT("a validation text of its own"),
        SHORTER_TEXT("a shorter text"),
        /// Of parallel text.
        FEWER_STREAMS("fewer streams or more text"),
        /// Of a network and of the windows it is trained on.
        SMALLER_TRAINING("a smaller batch, fewer steps or a smaller network"),
        SIMPLER_NOISE("noise by unigrams or a smaller vocabulary"),
        SMALLER_RATE("a smaller rate"),
        /// Of n-grams.
        SMALLER_ORDER("a smaller order or a part of the text"),
        SMALLER_CACHE("a smaller cache"),
        SHORTER_SEGMENT("a shorter segment"),
        /// Than so many to tune on.
        FEWER_TOKENS("fewer tokens"),
        GO_ON("go on with that run (Existing.RESUME)"),
        REPLACE("replace it (Existing.OVERWRITE) or choose another name"),
        START_ANEW("start anew (Existing.OVERWRITE)");

        private final String words;

        Choice(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
