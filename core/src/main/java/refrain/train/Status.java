package refrain.train;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Where a run stands: a live view of it, to be read inside a [TrainingListener]'s methods. Losses are in nats a
/// token.
public interface Status {
    /// Updates done.
    long update();

    /// Updates after which the run ends whatever the losses are, once known.
    OptionalLong updates();

    /// Passes over the training text completed.
    int epoch();

    /// Training tokens read.
    long tokens();

    /// Mean training loss over about the last fifty updates.
    double loss();

    /// The loss of the last validation.
    OptionalDouble validationLoss();

    /// The lowest loss of all validations.
    OptionalDouble bestValidationLoss();

    /// Learning rate of the last update.
    double rate();

    /// L2 norm of the last update's gradient before it was scaled.
    double gradientNorm();

    /// Speed over about the last fifty updates, validation aside.
    double tokensPerSecond();

    /// Time spent, that before a resumption included.
    double seconds();

    /// Time until the last update, if their number is known and so is the speed: some seconds into a run.
    OptionalDouble secondsLeft();
}
