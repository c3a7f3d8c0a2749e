package refrain.train.search;

import refrain.nn.ModelConfig;
import refrain.train.config.TrainingConfig;

/// Settings that a search tries.
/// @param number from 0; the first is what the search was given
public record Candidate(int number, ModelConfig model, TrainingConfig config) {}
