package refrain.train.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.refusal.RefusalException;
import refrain.train.config.Transfer;
import refrain.train.descent.Portion;

/// The parameters of a network from input to output, as a [Transfer] groups them.
record ParameterGroups(Network network) {
    private static final String EMBEDDING = "embedding";
    private static final String LAYER = "layer:";
    private static final String OUTPUT = "output";

    /// What is trained, each at its rate from its epoch: all that is not frozen.
    /// ```
    /// factor = rateDecay^−(groups above)         fromEpoch = unfreezeEpochs · (groups above that are not frozen)
    /// ```
    /// @param updates in so many epochs
    /// @throws RefusalException if a pattern fits nothing, everything is frozen, or a rate is 0
    List<Portion> portions(Transfer transfer, IntToLongFunction updates) {
        transfer.frozen().forEach(this::requireSomething);
        List<Parameter> moving = network.parameters().stream()
                .filter(parameter -> transfer.frozen().stream().noneMatch(pattern -> fits(pattern, parameter)))
                .toList();
        if (moving.isEmpty()) {
            throw new RefusalException(
                    "freeze is %s; nothing would be left to train".formatted(String.join(",", transfer.frozen())));
        }
        List<Portion> portions = new ArrayList<>();
        for (Parameter parameter : moving) {
            int from = fromEpoch(transfer, parameter, moving);
            portions.add(new Portion(parameter, factor(transfer, parameter), from, updates.applyAsLong(from)));
        }
        return portions;
    }

    private double factor(Transfer transfer, Parameter parameter) {
        double factor = 1 / StrictMath.pow(transfer.rateDecay(), outputGroup() - group(parameter));
        if (factor == 0) {
            throw new RefusalException("layer-rate-decay is %s, which leaves no rate for %s"
                    .formatted(transfer.rateDecay(), name(parameter)));
        }
        return factor;
    }

    private int fromEpoch(Transfer transfer, Parameter parameter, List<Parameter> moving) {
        int group = group(parameter);
        long above = moving.stream()
                .mapToInt(this::group)
                .filter(other -> other > group)
                .distinct()
                .count();
        return (int) Math.min(Integer.MAX_VALUE, above * transfer.unfreezeEpochs());
    }

    private void requireSomething(String pattern) {
        if (network.parameters().stream().noneMatch(parameter -> fits(pattern, parameter))) {
            throw new RefusalException("freeze is %s, which is no part of this network; it has %s, and by name %s"
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

    /// Whether a name is what a pattern says, in which `*` stands for any characters. Of several stars only the last
    /// one met is tried further on: what is before it was found as early as can be.
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int star = -1;
        int retry = 0;
        for (int n = 0; n < name.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++retry;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
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
