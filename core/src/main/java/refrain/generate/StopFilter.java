package refrain.generate;

import java.util.function.Consumer;

/// Hands text on until a stop string appears, holding back whatever could become its beginning.
final class StopFilter {
    private final String stop;
    private final Consumer<String> sink;
    private final StringBuilder text = new StringBuilder();
    private int handedOn;
    private boolean stopped;

    StopFilter(String stop, Consumer<String> sink) {
        this.stop = stop;
        this.sink = sink;
    }

    void accept(CharSequence piece) {
        text.append(piece);
        int found = stop.isEmpty() ? -1 : text.indexOf(stop, handedOn);
        if (found >= 0) {
            text.setLength(found);
            stopped = true;
        }
        handOn(stopped ? text.length() : text.length() - possibleBeginning());
    }

    /// No more text comes: what was held back was not the stop string.
    void end() {
        handOn(text.length());
    }

    boolean stopped() {
        return stopped;
    }

    String text() {
        return text.toString();
    }

    /// The length of the longest end of the text that is a beginning of the stop string.
    private int possibleBeginning() {
        for (int length = Math.min(stop.length() - 1, text.length() - handedOn); length > 0; length--) {
            if (stop.startsWith(text.substring(text.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private void handOn(int end) {
        if (end > handedOn) {
            sink.accept(text.substring(handedOn, end));
            handedOn = end;
        }
    }
}
