package refrain.generate;

import java.util.function.Consumer;
import refrain.kernel.random.SeededRandom;
import refrain.lm.LanguageModel;
import refrain.lm.Session;
import refrain.text.Tokenizer;
import refrain.text.WordTokenizer;

/// Continues a text with a language model, token by token. Called by one thread; the model may be shared.
public final class Generator {
    private final LanguageModel model;
    private final Sampling sampling;
    private final int threads;
    private final Sampler sampler;
    private final float[] logProbabilities;
    private final int[] slot = new int[1];
    private final int[] token = new int[1];

    private Generator(LanguageModel model, Sampling sampling, int threads) {
        this.model = model;
        this.sampling = sampling;
        this.threads = threads;
        int vocabulary = model.vocabulary().size();
        sampler = Sampler.of(sampling, vocabulary);
        logProbabilities = new float[vocabulary];
    }

    /// A generator that samples from `model` as `sampling` says, on the caller's thread.
    public static Generator of(LanguageModel model, Sampling sampling) {
        return of(model, sampling, 1);
    }

    /// A generator that samples from `model` as `sampling` says.
    /// @param threads at most, the caller's included; the text does not depend on it
    public static Generator of(LanguageModel model, Sampling sampling, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is %d; it must be at least 1".formatted(threads));
        }
        return new Generator(model, sampling, threads);
    }

    /// What a text is to be continued with.
    /// @param prompt read first; empty to begin at the beginning
    /// @param length tokens at most, at least 0
    /// @param stop ends the text as soon as it appears; neither it nor any part of it is handed on; empty for none
    /// @param seed same seed, same text
    /// @param number tells apart the texts of one seed
    public record Request(String prompt, int length, String stop, long seed, long number) {
        public Request {
            if (length < 0) {
                throw new IllegalArgumentException("length is %d; it must be at least 0".formatted(length));
            }
        }
    }

    /// @param text the continuation, without the prompt
    /// @param tokens how many were generated, those of a stop string included
    /// @param logProbability Σ ln p of them under the model, in nats, whatever the temperature
    /// @param unknown symbols of the prompt that the vocabulary does not hold
    /// @param stopped whether the stop string appeared
    public record Continuation(String text, int tokens, double logProbability, long unknown, boolean stopped) {}

    /// Generates one continuation and hands it to `sink` piece by piece as it is made.
    public Continuation generate(Request request, Consumer<String> sink) {
        Tokenizer.Decoder decoder = model.tokenizer().decoder();
        StopFilter text = new StopFilter(request.stop(), sink);
        SeededRandom random = SeededRandom.of(request.seed(), request.number());
        try (Session session = model.open(1, threads)) {
            long unknown = read(session, decoder, request.prompt());
            double sum = 0;
            int tokens = 0;
            StringBuilder piece = new StringBuilder();
            while (tokens < request.length() && !text.stopped()) {
                sum += next(session, random);
                tokens++;
                decode(decoder, tokens == 1 ? request.prompt() : "", piece);
                text.accept(piece);
                piece.setLength(0);
            }
            end(decoder, text);
            return new Continuation(text.text(), tokens, sum, unknown, text.stopped());
        }
    }

    /// Hands on what the decoder held back, unless the text was stopped before.
    private static void end(Tokenizer.Decoder decoder, StopFilter text) {
        StringBuilder rest = new StringBuilder();
        decoder.end(rest);
        if (!text.stopped()) {
            text.accept(rest);
        }
        text.end();
    }

    /// Appends the text of the last token. The blank before a word may stand at the end of what is `before` it
    /// already.
    private void decode(Tokenizer.Decoder decoder, String before, StringBuilder piece) {
        decoder.decode(token[0], piece);
        if (model.tokenizer() instanceof WordTokenizer && before.endsWith(" ") && piece.charAt(0) == ' ') {
            piece.deleteCharAt(0);
        }
    }

    private long read(Session session, Tokenizer.Decoder decoder, String prompt) {
        int unknown = model.vocabulary().unknown();
        long count = 0;
        StringBuilder discarded = new StringBuilder();
        for (int id : model.tokenizer().encode(prompt)) {
            token[0] = id;
            session.accept(slot, token);
            decoder.decode(id, discarded);
            discarded.setLength(0);
            count += id == unknown ? 1 : 0;
        }
        return count;
    }

    /// Chooses and reads the next token; returns its ln p.
    private float next(Session session, SeededRandom random) {
        session.logProbabilities(0, logProbabilities);
        if (!sampling.unknown()) {
            logProbabilities[model.vocabulary().unknown()] = Float.NEGATIVE_INFINITY;
        }
        token[0] = sampler.sample(logProbabilities, random);
        float logProbability = session.logProbability(0, token[0]);
        session.accept(slot, token);
        return logProbability;
    }
}
