package refrain.refusal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Something cannot be done with what is there: a text is too short, a checkpoint is of another run, the heap is too
/// small. The message says where, what was found, what was expected and what to do; a program may show it to whoever
/// uses it. An argument that is wrong by itself is an [IllegalArgumentException], and a defect of the program that gave
/// it.
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final transient List<Remedy> remedies;

    /// @param found the message up to its remedies
    /// @param remedies of which each may help; they end the message
    public RefusalException(String found, Remedy... remedies) {
        this(found, List.of(remedies), null);
    }

    private RefusalException(String found, List<Remedy> remedies, @Nullable Throwable cause) {
        super(text(found, remedies, Remedy::words), cause);
        this.found = found;
        this.remedies = remedies;
    }

    /// The refusal of an argument by those who only pass it on.
    public static RefusalException of(IllegalArgumentException refused) {
        return new RefusalException(String.valueOf(refused.getMessage()), List.of(), refused);
    }

    /// What an exception of the JVM tells of, which stays to be looked up.
    public static RefusalException of(Throwable cause, String found, Remedy... remedies) {
        return new RefusalException(found, List.of(remedies), cause);
    }

    /// The same, of what is at fault.
    public RefusalException at(String where) {
        return new RefusalException(where + ": " + found, remedies, this);
    }

    /// The message with other words for its remedies.
    public String message(Function<Remedy, String> words) {
        return text(found, remedies, words);
    }

    private static String text(String found, List<Remedy> remedies, Function<Remedy, String> words) {
        return found + remedies.stream().map(words).collect(Collectors.joining(", or "));
    }
}
