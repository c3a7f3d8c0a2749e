package refrain.benchmarks.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;
import tools.jackson.core.JsonGenerator;

/// All series of one task.
///
/// @param lossDifference the largest between losses of the same update, Refrain's and PyTorch's or those of two builds
///     of Refrain, if both were asked
public record Result(Task task, int threads, List<Series> series, Optional<Double> lossDifference) {
    Optional<Series> of(Subject subject) {
        return series.stream().filter(each -> each.subject() == subject).findFirst();
    }

    /// Tokens a second, of a ceiling those that it would allow: the median over the rounds.
    double tokensPerSecond(Series each) {
        return each.median() / perToken(each.subject());
    }

    double slowest(Series each) {
        return each.slowest() / perToken(each.subject());
    }

    double fastest(Series each) {
        return each.fastest() / perToken(each.subject());
    }

    /// What one token takes of the thing that a rate counts.
    private double perToken(Subject subject) {
        return switch (subject) {
            case Ceiling.READ -> task.weightBytes();
            case Ceiling.PRODUCT, Ceiling.MULTIPLY_ADD -> task.operationsPerToken();
            case Implementation implementation -> 1;
        };
    }

    double gigaflops(Series each) {
        return tokensPerSecond(each) * task.operationsPerToken() * 1e-9;
    }

    /// How many times as fast Refrain is as another implementation.
    Optional<Double> ratio(Series other) {
        return other.subject() instanceof Implementation && other.subject() != Implementation.REFRAIN
                ? of(Implementation.REFRAIN).map(refrain -> refrain.ratio(other))
                : Optional.empty();
    }

    /// An implementation's part of what the task's ceiling allowed beside it: the median over the rounds,
    /// since what the machine allows changes from one to the next.
    OptionalDouble share(Series each) {
        OptionalDouble share = each.shareOfCeiling();
        return share.isPresent()
                ? OptionalDouble.of(
                        share.getAsDouble() * perToken(Ceiling.of(task.kind()).orElseThrow()))
                : share;
    }

    public void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("configuration", task.name());
        json.writeNumberProperty("threads", threads);
        lossDifference.ifPresent(difference -> json.writeNumberProperty("lossDifference", difference));
        json.writeArrayPropertyStart("measured");
        series.forEach(each -> write(json, each));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Series each) {
        json.writeStartObject();
        json.writeStringProperty("name", each.subject().label());
        json.writeNumberProperty("tokensPerSecond", tokensPerSecond(each));
        json.writeNumberProperty("slowest", slowest(each));
        json.writeNumberProperty("fastest", fastest(each));
        ratio(each).ifPresent(ratio -> json.writeNumberProperty("refrainTimesAsFast", ratio));
        share(each).ifPresent(share -> json.writeNumberProperty("shareOfCeiling", share));
        json.writeNumberProperty("gigaflops", gigaflops(each));
        json.writeNumberProperty("medianMicroseconds", each.median(Measurement::median));
        json.writeNumberProperty("slowMicroseconds", each.median(Measurement::slow));
        json.writeNumberProperty("peakBytes", each.peakBytes());
        json.writeNumberProperty("loss", each.loss());
        json.writeEndObject();
    }
}
