package refrain.nn.rowwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.team.Worker;
import refrain.nn.weights.Linear;
import refrain.nn.weights.RecurrentWeights;

/// A Mogrifier LSTM: x and h gate each other in r rounds before the step of an LSTM reads them as x̂ and ĥ.
/// ```
/// x⁻¹ = x      h⁰ = h
/// xⁱ = 2σ(Qⁱ·hⁱ⁻¹)∘xⁱ⁻²        i odd,  i ≤ r      Qⁱ [I×H]
/// hⁱ = 2σ(Rⁱ·xⁱ⁻¹)∘hⁱ⁻²        i even, i ≤ r      Rⁱ [H×I]
/// [i f g o] = b_ih + b_hh + W_ih·x̂ + W_hh·ĥ       x̂, ĥ the last of each; then as an LSTM, its cell c as it was
/// ```
/// The input gate is capped, min(σ(i), 1 − σ(f)), as in the authors' experiments: without, a cell whose two gates stay
/// at 1 grows by 1 a step. Of low rank K, Qⁱ = Lⁱ·Mⁱ with [I×K] and [K×H], and Rⁱ likewise.
/// @see <a href="https://arxiv.org/abs/1909.01792">Melis, Kočiský and Blunsom (2020)</a>, equations 1 and 2
/// @see <a href="https://arxiv.org/abs/1707.05589">Melis, Dyer and Blunsom (2018)</a>, the cap
final class MogrifierStep implements RowStep {
    private final RowBuffers rows;
    private final Values input;
    private final List<Modulation> rounds = new ArrayList<>();
    private final Modulated modulated;
    private final StepProducts products;
    private final LstmRows lstm;

    MogrifierStep(Kernels kernels, RecurrentWeights weights, List<List<Linear>> maps, RowBuffers rows, Values input) {
        this.rows = rows;
        this.input = input;
        Values x = input;
        Values h = rows.previous(weights);
        for (int i = 0; i < maps.size(); i++) {
            boolean ofInput = i % 2 == 0;
            rounds.add(new Modulation(kernels, maps.get(i), ofInput ? h : x, ofInput ? x : h, rows));
            x = ofInput ? rounds.getLast().result() : x;
            h = ofInput ? h : rounds.getLast().result();
        }
        modulated = new Modulated(x, h);
        products = new StepProducts(kernels, weights);
        lstm = new LstmRows(kernels, weights, rows);
    }

    @Override
    public Panels recurrentGates() {
        return rows.gates();
    }

    @Override
    public Optional<Modulated> modulated() {
        return Optional.of(modulated);
    }

    @Override
    public void forward(RowPlace place) {
        for (int i = 0; i < rounds.size(); i++) { // an iterator would be allocated
            rounds.get(i).forward(place);
        }
        Values x = modulated.input();
        Values h = modulated.hidden();
        products.ofInput(place, x.value(), x.at(place), rows.gates());
        products.ofHidden(place, h.value(), h.at(place), rows.gates());
        lstm.forward(place);
    }

    /// The step of the LSTM, then the rounds, last first.
    @Override
    public void backward(RowPlace place) {
        for (int i = 0; i < rounds.size(); i++) {
            rounds.get(i).clear(place);
        }
        int from = input.at(place);
        Arrays.fill(input.gradient(), from, from + place.count * input.stride(), 0f);
        lstm.backward(place);
        float[] dGates = rows.gradients().rows();
        Values x = modulated.input();
        Values h = modulated.hidden();
        products.inputBack(place, dGates, x.gradient(), x.at(place));
        products.hiddenBack(place, dGates, h.gradient(), h.at(place));
        for (int i = rounds.size() - 1; i >= 0; i--) {
            rounds.get(i).backward(place);
        }
    }

    @Override
    public void gradients(Worker worker, int count) {
        for (int i = 0; i < rounds.size(); i++) {
            rounds.get(i).gradients(worker, count);
        }
    }
}
