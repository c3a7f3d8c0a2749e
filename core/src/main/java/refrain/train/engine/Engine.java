package refrain.train.engine;

import java.util.Optional;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;
import refrain.train.config.TrainingConfig;

/// Everything that computes in a run: the network, the team of threads, and what they do in turn.
public record Engine(Network network, Team team, Updater updater, Optional<Validator> validator)
        implements AutoCloseable {
    /// An initialised network at the start of the text.
    /// @param unknown id of `<unk>`
    /// @throws RefusalException if the configuration freezes what the network does not have
    public static Engine of(
            ModelConfig model,
            TrainingConfig config,
            TokenStore training,
            Optional<TokenStore> validation,
            int unknown,
            Kernels kernels,
            int threads) {
        Network network = Network.of(model, kernels);
        network.initialise(config.seed());
        Team team = Team.of(threads);
        boolean made = false;
        try {
            Engine engine = new Engine(
                    network,
                    team,
                    Updater.of(network, config, training, unknown, team),
                    validation.map(text -> Validator.of(network, text, config, threads)));
            made = true;
            return engine;
        } finally {
            if (!made) {
                team.close();
            }
        }
    }

    /// Puts the average in the place of the weights if it holds anything; a second time puts the weights back.
    /// @param averaged updates it holds
    public void exchange(long averaged) {
        if (averaged > 0) {
            updater.averages().orElseThrow().exchange();
        }
    }

    /// Whether every weight is a number.
    public boolean isFinite() {
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
