package refrain.lm;

import refrain.nn.step.Stepper;

/// A [Session] on a stepper.
final class RecurrentSession implements HiddenSession {
    private final RecurrentModel model;
    private final Stepper stepper;
    private final int[] slot = new int[1];
    private final int[] token = new int[1];

    RecurrentSession(RecurrentModel model, Stepper stepper) {
        this.model = model;
        this.stepper = stepper;
        for (int i = 0; i < stepper.slots(); i++) {
            restore(i, model.start());
        }
    }

    @Override
    public int slots() {
        return stepper.slots();
    }

    @Override
    public void accept(int[] slots, int[] tokens) {
        if (slots.length != tokens.length) {
            throw new IllegalArgumentException(
                    "%d slots and %d tokens; each slot takes one".formatted(slots.length, tokens.length));
        }
        stepper.step(slots, tokens, slots.length);
    }

    @Override
    public void logProbabilities(int slot, float[] out) {
        stepper.logProbabilities(slot, out);
    }

    @Override
    public float logProbability(int slot, int token) {
        return stepper.logProbability(slot, token);
    }

    @Override
    public void hidden(int slot, float[] into, int at) {
        stepper.readTop(slot, into, at);
    }

    @Override
    public void copy(int from, int to) {
        stepper.copy(from, to);
    }

    @Override
    public State snapshot(int slot) {
        return new RecurrentState(stepper.state(slot), stepper.lastToken(slot));
    }

    @Override
    public void restore(int slot, State state) {
        RecurrentState recurrent = model.own(state);
        stepper.restore(slot, recurrent.before());
        this.slot[0] = slot;
        token[0] = recurrent.token();
        stepper.step(this.slot, token, 1);
    }

    @Override
    public void close() {
        stepper.close();
    }
}
