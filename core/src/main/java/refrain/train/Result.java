package refrain.train;

import java.util.OptionalDouble;

/// How a run ended. Losses are in nats a token.
/// @param ending why
/// @param updates updates of the parameters
/// @param epochs passes over the training text completed
/// @param tokens training tokens read
/// @param seconds time spent, that before a resumption included
/// @param firstValidationLoss before the first update
/// @param lastValidationLoss at the end
/// @param bestValidationLoss of the model that was kept
/// @param bestUpdate after which update that model was taken
public record Result(
        Ending ending,
        long updates,
        int epochs,
        long tokens,
        double seconds,
        OptionalDouble firstValidationLoss,
        OptionalDouble lastValidationLoss,
        OptionalDouble bestValidationLoss,
        long bestUpdate) {}
