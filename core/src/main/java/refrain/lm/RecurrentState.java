package refrain.lm;

import java.util.List;

/// The state of a [RecurrentModel]: the network's state before the last token, and that token.
/// @param before for each layer h, and of an LSTM c; never written again
/// @param token the last token read
record RecurrentState(List<float[]> before, int token) implements State {
    /// Whether the arrays are as many and as long as another's.
    boolean isLike(RecurrentState other) {
        if (before.size() != other.before.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).length != other.before.get(i).length) {
                return false;
            }
        }
        return true;
    }
}
