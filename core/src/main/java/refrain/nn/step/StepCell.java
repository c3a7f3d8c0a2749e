package refrain.nn.step;

import refrain.kernel.team.Worker;

/// What advances the rows that a [StepLayer] has gathered. Row i of `count` is the state before at row i, and after at
/// row `count + i`.
sealed interface StepCell permits PanelCell, RowCell {
    /// h, twice as many rows as slots.
    float[] hidden();

    /// c, likewise; empty where the layer has none.
    float[] cell();

    /// Advances the worker's share of `count` rows.
    void advance(Worker worker, int count);
}
