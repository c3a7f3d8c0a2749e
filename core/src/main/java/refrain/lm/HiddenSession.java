package refrain.lm;

/// A session of a recurrent model, which also shows the hidden state behind its distribution.
public interface HiddenSession extends Session {
    /// Copies h, what the output layer reads, of one stream.
    /// @param at where in `into` its values go, as many as [RecurrentModel#hidden]
    void hidden(int slot, float[] into, int at);
}
