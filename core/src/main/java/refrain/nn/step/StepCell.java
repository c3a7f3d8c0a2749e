package refrain.nn.step;

import refrain.kernel.team.Worker;

/// What advances the rows that a [StepLayer] has gathered. Rows 0 … count − 1 hold the states before the step,
/// rows count … 2·count − 1 those after it.
sealed interface StepCell permits PanelCell, RowCell {
    /// h, twice as many rows as slots.
    float[] hidden();

    /// c, likewise; empty where the layer has none.
    float[] cell();

    /// Advances the worker's share of `count` rows.
    void advance(Worker worker, int count);
}
