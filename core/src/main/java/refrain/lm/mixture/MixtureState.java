package refrain.lm.mixture;

import java.util.List;
import refrain.lm.State;

/// The states of a mixture's members.
record MixtureState(List<State> members) implements State {
    MixtureState {
        members = List.copyOf(members);
    }
}
