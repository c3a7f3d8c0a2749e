package refrain.benchmarks.golden;

import java.util.SequencedMap;

/// What PyTorch says about a [GoldenCase].
///
/// @param hidden output of the top layer [T×B×H]
/// @param logits before the softmax [T×B×V]
/// @param state after the last step, as in the case
/// @param loss cross entropy in nats, the mean over the T·B tokens
/// @param gradients of the loss by parameter
/// @param stateGradients of the loss by the initial state
record Answer(
        Tensor hidden,
        Tensor logits,
        SequencedMap<String, Tensor> state,
        float loss,
        SequencedMap<String, Tensor> gradients,
        SequencedMap<String, Tensor> stateGradients) {}
