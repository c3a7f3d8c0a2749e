package refrain.file;

import java.io.IOException;

/// Somebody else has the file.
public final class ClaimedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean here;

    ClaimedException(boolean here) {
        super(here ? "another part of this process has the file" : "another process has the file");
        this.here = here;
    }

    /// Whether another part of this process has it. Then the file must not be opened: to close it would give its lock
    /// back.
    public boolean isHere() {
        return here;
    }
}
