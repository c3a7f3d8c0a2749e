package refrain.train;

import java.util.Optional;
import refrain.kernel.Kernels;
import refrain.kernel.Team;
import refrain.nn.Parameter;
import refrain.nn.network.Network;

/// Everything that computes in a run: the network, the team of threads, and what they do in turn.
record Engine(Network network, Team team, Stepper stepper, Optional<Validator> validator) implements AutoCloseable {
    /// An initialised network at the start of the text.
    static Engine of(Task task, Kernels kernels, int threads) {
        Network network = Network.of(task.model(), kernels);
        network.initialise(task.config().seed());
        Team team = Team.of(threads);
        return new Engine(
                network,
                team,
                Stepper.of(network, task.config(), task.training(), team),
                task.validation().map(text -> Validator.of(network, text, task.config(), threads)));
    }

    /// Whether every weight is a number.
    boolean isFinite() {
        for (Parameter parameter : network.parameters()) {
            float zero = 0;
            for (float value : parameter.value()) {
                zero += 0 * value;
            }
            if (Float.isNaN(zero)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        team.close();
    }
}
