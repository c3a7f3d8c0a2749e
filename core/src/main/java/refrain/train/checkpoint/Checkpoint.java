package refrain.train.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import refrain.lm.safetensors.Safetensors;
import refrain.lm.safetensors.StoredTensor;
import refrain.nn.Parameter;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.train.descent.Optimizer;
import refrain.train.engine.Engine;

/// All that is needed to go on with a run, as a safetensors file that other tools read too:
/// ```
/// metadata   format; setting.NAME for each of [Settings]; state.NAME for each field of the state
/// tensors    the weights under their names; optimizer.MOMENT.NAME; average.NAME;
///            state.0, state.1, … carried by the streams
/// ```
public final class Checkpoint implements AutoCloseable {
    private static final String KIND = "refrain checkpoint ";

    /// Raised with every change of what a checkpoint means: 2 since gradients are summed in another order, 3
    /// since moments of parameters that are unfrozen later begin there.
    private static final String FORMAT = KIND + 3;

    private static final String SETTING = "setting.";
    private static final String STATE = "state.";

    private final Path file;
    private final Safetensors content;
    private final Settings settings;

    private Checkpoint(Path file, Safetensors content) throws IOException {
        this.file = file;
        this.content = content;
        requireFormat(file, String.valueOf(content.metadata().get("format")));
        settings = Settings.of(part(content.metadata(), SETTING));
    }

    private static void requireFormat(Path file, String found) throws IOException {
        if (found.equals(FORMAT)) {
            return;
        }
        if (found.startsWith(KIND)) {
            throw new RefusalException(
                    "%s: it is of another version: its format is \"%s\"; expected \"%s\"%n"
                                    .formatted(file, found, FORMAT)
                            + "  go on with the version that wrote it, or ",
                    Remedy.Choice.START_ANEW);
        }
        throw new IOException(
                "%s: it is no checkpoint: its format is \"%s\"; expected \"%s\"".formatted(file, found, FORMAT));
    }

    /// Replaces the checkpoint once the new one is whole and on the disk.
    public static void write(Path file, Settings settings, Map<String, String> state, Engine engine)
            throws IOException {
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        settings.values().forEach((name, value) -> metadata.put(SETTING + name, value));
        state.forEach((name, value) -> metadata.put(STATE + name, value));
        Safetensors.write(
                file, metadata, tensors(engine, engine.updater().tape().state()));
    }

    /// Opens a checkpoint; nothing is restored yet.
    /// @throws RefusalException if another version wrote it
    public static Checkpoint open(Path file) throws IOException {
        Safetensors content = Safetensors.open(file);
        try {
            return new Checkpoint(file, content);
        } catch (IOException | RefusalException e) {
            content.close();
            throw e;
        }
    }

    /// What `reader` makes of the run's state.
    /// @throws IOException if it refuses
    public <T> T state(Function<Map<String, String>, T> reader) throws IOException {
        try {
            return reader.apply(part(content.metadata(), STATE));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": it is damaged: " + e.getMessage(), e);
        }
    }

    /// The settings of the run that wrote it.
    public Settings settings() {
        return settings;
    }

    /// Puts weights, moments, carried state and position back.
    /// @param step within the pass that the next window begins with
    public void restore(Engine engine, long step) throws IOException {
        List<float[]> carried = engine.updater().tape().state();
        for (StoredTensor tensor : tensors(engine, carried)) {
            content.read(tensor);
        }
        engine.updater().tape().restore(carried);
        if (!engine.updater().seek(step)) {
            throw new IOException("%s: it is damaged: step is %d; an epoch has %d"
                    .formatted(file, step, engine.updater().stepsPerEpoch()));
        }
    }

    private static List<StoredTensor> tensors(Engine engine, List<float[]> carried) {
        List<StoredTensor> tensors = new ArrayList<>();
        for (Parameter parameter : engine.network().parameters()) {
            tensors.add(StoredTensor.of(parameter));
        }
        for (Optimizer.Moment moment : engine.updater().optimizer().moments()) {
            String name = "optimizer.%s.%s"
                    .formatted(moment.name(), moment.parameter().name());
            tensors.add(StoredTensor.like(moment.parameter(), name, moment.values()));
        }
        engine.updater().averages().ifPresent(averages -> {
            List<Parameter> parameters = engine.network().parameters();
            for (int i = 0; i < parameters.size(); i++) {
                String name = "average." + parameters.get(i).name();
                tensors.add(StoredTensor.like(
                        parameters.get(i), name, averages.values().get(i)));
            }
        });
        for (int i = 0; i < carried.size(); i++) {
            tensors.add(StoredTensor.vector(STATE + i, carried.get(i)));
        }
        return tensors;
    }

    private static Map<String, String> part(Map<String, String> all, String prefix) {
        Map<String, String> part = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), value);
            }
        });
        return part;
    }

    @Override
    public void close() {
        content.close();
    }
}
