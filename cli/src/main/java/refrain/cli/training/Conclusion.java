package refrain.cli.training;

import java.util.Locale;
import java.util.OptionalDouble;
import refrain.cli.console.Durations;
import refrain.cli.console.JsonLine;
import refrain.train.Ending;
import refrain.train.Result;
import refrain.train.RunFiles;

/// Says how a run ended.
final class Conclusion {
    private Conclusion() {}

    static String ending(Result result) {
        String why = switch (result.ending()) {
            case COMPLETE -> "complete";
            case TIME -> "complete: the updates planned for the time are done";
            case TARGET_LOSS -> "complete: the target loss is reached";
            case PATIENCE -> "complete: validation got no better";
            case PAUSED -> "paused";
            case STOPPED -> "stopped";
            case ALREADY_FINISHED -> "this run was finished before; nothing to do";
        };
        return format("%s at update %,d, epoch %,d, after %s", why, result.updates(), result.epochs(), time(result));
    }

    private static String time(Result result) {
        return Durations.text(result.seconds());
    }

    /// What the kept model reached on the validation text.
    static String quality(double loss) {
        return format(
                "best validation loss %.4f nats a token: perplexity %,.2f, %.3f bits a token",
                loss, StrictMath.exp(loss), loss / StrictMath.log(2));
    }

    /// What the kept model reached, beside what the model reached that training began with.
    static String quality(double loss, double before) {
        return loss < before
                ? quality(loss)
                : format("%s%n  training has not improved on the model it began with: %.4f", quality(loss), before);
    }

    /// The files that a run leaves, or left when it ended.
    static String files(RunFiles files, Ending ending) {
        String verb = ending == Ending.ALREADY_FINISHED ? "there are" : "wrote";
        return "%s %s; for --resume there is %s".formatted(verb, names(files), files.checkpoint());
    }

    /// The files that a search leaves, which cannot be resumed.
    static String files(RunFiles files) {
        return "wrote " + names(files);
    }

    private static String names(RunFiles files) {
        return "%s, %s and %s".formatted(files.model(), files.metrics(), files.picture());
    }

    static JsonLine json(Result result, RunFiles files, long parameters) {
        JsonLine line = new JsonLine()
                .put("model", files.model().toString())
                .put("ending", result.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("finished", result.ending() != Ending.STOPPED && result.ending() != Ending.PAUSED)
                .put("parameters", parameters)
                .put("updates", result.updates())
                .put("epochs", result.epochs())
                .put("tokens", result.tokens())
                .put("seconds", result.seconds());
        put(line, "firstValidationLoss", result.firstValidationLoss());
        put(line, "validationLoss", result.bestValidationLoss());
        result.bestValidationLoss().ifPresent(loss -> line.put("perplexity", StrictMath.exp(loss)));
        return line.put("bestUpdate", result.bestUpdate());
    }

    private static void put(JsonLine line, String name, OptionalDouble value) {
        value.ifPresent(present -> line.put(name, present));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
