package refrain.train.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.train.config.Transfer;
import refrain.train.descent.Portion;

/// The parameters of a network from input to output, as a [Transfer] groups them.
record ParameterGroups(Network network) {
    private static final String EMBEDDING = "embedding";
    private static final String LAYER = "layer:";
    private static final String OUTPUT = "output";

    /// What is trained, each at its rate from its epoch: all that is not frozen.
    /// ```
    /// factor = rateDecay^−(groups above)         fromEpoch = unfreezeEpochs · (groups above)
    /// ```
    /// @throws IllegalArgumentException if a pattern fits nothing, or everything is frozen
    List<Portion> portions(Transfer transfer) {
        transfer.frozen().forEach(this::requireSomething);
        List<Portion> portions = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            if (transfer.frozen().stream().noneMatch(pattern -> fits(pattern, parameter))) {
                int above = outputGroup() - group(parameter);
                portions.add(new Portion(
                        parameter,
                        1 / StrictMath.pow(transfer.rateDecay(), above),
                        Math.multiplyExact(transfer.unfreezeEpochs(), above)));
            }
        }
        if (portions.isEmpty()) {
            throw new IllegalArgumentException(
                    "freeze is %s; nothing would be left to train".formatted(String.join(",", transfer.frozen())));
        }
        return portions;
    }

    private void requireSomething(String pattern) {
        if (network.parameters().stream().noneMatch(parameter -> fits(pattern, parameter))) {
            throw new IllegalArgumentException(
                    "freeze is %s, which is no part of this network; it has %s, and by name %s"
                            .formatted(pattern, String.join(", ", names()), parameterNames()));
        }
    }

    private List<String> names() {
        return network.parameters().stream().map(this::name).distinct().toList();
    }

    private String parameterNames() {
        return network.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    private boolean fits(String pattern, Parameter parameter) {
        boolean tied = network.config().output().isTied() && isEmbedding(parameter);
        return pattern.equals(name(parameter))
                || tied && pattern.equals(EMBEDDING)
                || matches(pattern, parameter.name());
    }

    /// Whether a name is what a pattern says, in which `*` stands for any characters.
    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        if (!name.startsWith(pattern.substring(0, star))) {
            return false;
        }
        String rest = pattern.substring(star + 1);
        for (int from = star; from <= name.length(); from++) {
            if (matches(rest, name.substring(from))) {
                return true;
            }
        }
        return false;
    }

    private String name(Parameter parameter) {
        int group = group(parameter);
        if (group == outputGroup()) {
            return OUTPUT;
        }
        return group == 0 ? EMBEDDING : LAYER + (group - 1);
    }

    private int outputGroup() {
        return network.layers().size() + 1;
    }

    private int group(Parameter parameter) {
        if (isEmbedding(parameter)) {
            return network.config().output().isTied() ? outputGroup() : 0;
        }
        for (int layer = 0; layer < network.layers().size(); layer++) {
            if (network.layers().get(layer).parameters().contains(parameter)) {
                return layer + 1;
            }
        }
        return outputGroup();
    }

    private boolean isEmbedding(Parameter parameter) {
        return network.embedding().filter(parameter::equals).isPresent();
    }
}
