package refrain.cli.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import refrain.cli.console.Console;
import refrain.cli.console.Counted;
import refrain.cli.console.Interruption;
import refrain.cli.picture.LearningCurve;
import refrain.kernel.Kernels;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.refusal.RefusalException;
import refrain.text.BpeTokenizer;
import refrain.train.Existing;
import refrain.train.Result;
import refrain.train.RunFiles;
import refrain.train.RunLock;
import refrain.train.Trainer;
import refrain.train.config.TrainingConfig;
import refrain.train.search.Candidate;

/// One run of the trainer as the command does it: heap looked at first, progress shown, Ctrl-C heard, curve drawn.
///
/// @param initial the model to begin with
/// @param existing what to do where an earlier run's files are found
record TrainingJob(
        Console console,
        RunFiles files,
        ModelConfig model,
        TrainingConfig config,
        Optional<Path> initial,
        Existing existing,
        int threads,
        Kernels kernels) {
    /// The same run with the settings of a candidate.
    TrainingJob of(Candidate candidate) {
        return new TrainingJob(
                console, files, candidate.model(), candidate.config(), initial, existing, threads, kernels);
    }

    /// Says what is going to be done.
    ///
    /// @param chosenHere what of the architecture was left to the defaults
    void announce(EncodedTexts texts, List<String> chosenHere) {
        console.say(Announcement.text(texts));
        Announcement.unknown(texts).ifPresent(console::say);
        console.say(Announcement.network(model, chosenHere));
        console.say(Announcement.training(config));
        boolean ranked = model.output() instanceof OutputConfig.Adaptive
                || config.regularization().samples() > 0;
        if (ranked && texts.tokenizer() instanceof BpeTokenizer) {
            console.say("note      pieces are numbered as they were learnt, the bytes first: what --output adaptive and"
                    + " --sampled-softmax take for frequent may be rare");
        }
        console.say(machine());
    }

    /// Says what a search begins with.
    void announceSearch(EncodedTexts texts) {
        console.say(Announcement.text(texts));
        console.say(machine());
    }

    private String machine() {
        return "kernels   %s, %s".formatted(kernels.name(), Counted.of(threads, "thread"));
    }

    /// @param lock of the files
    /// @throws RefusalException if the heap is too small for the run
    Result run(RunLock lock, EncodedTexts texts, Interruption interruption) throws IOException {
        TrainingView view = new TrainingView(console, files, config, existing == Existing.RESUME);
        Trainer trainer = trainer(texts).whenFound(existing).listening(view);
        try {
            console.say(Announcement.memory(
                    trainer.requireHeap(), Runtime.getRuntime().maxMemory()));
            interruption.calls(trainer::requestStop);
            Result result = trainer.train(lock);
            draw();
            return result;
        } finally {
            view.close();
        }
    }

    /// A trainer that finds room on the heap.
    Trainer fittingTrainer(EncodedTexts texts) throws IOException {
        Trainer trainer = trainer(texts);
        trainer.requireHeap();
        return trainer;
    }

    private Trainer trainer(EncodedTexts texts) throws IOException {
        Trainer trainer = Trainer.of(model, config, texts.tokenizer(), texts.training())
                .validatingOn(texts.validation())
                .with(kernels)
                .onThreads(threads);
        return initial.isPresent() ? trainer.startingFrom(initial.get()) : trainer;
    }

    /// Draws the learning curve.
    void draw() throws IOException {
        LearningCurve.draw(name(files.model()), files.metrics(), files.picture());
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
