package refrain.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import refrain.file.FileClaim;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;

/// What to do where a model or a checkpoint of an earlier run is found.
public enum Existing {
    /// Nothing is touched and the run is refused.
    REFUSE,
    /// The earlier run goes on from its checkpoint; without one, a new run starts, unless a model is in its way.
    RESUME,
    /// The earlier run's files are deleted and a new run starts.
    OVERWRITE;

    /// Finds out whether a run may write its files.
    /// @param more that whoever runs it writes
    /// @throws RefusalException if those of an earlier run stand in the way
    public void require(RunFiles files, Path... more) {
        List<Path> written = Stream.concat(files.written(), Stream.of(more)).toList();
        written.stream().filter(Files::isDirectory).findFirst().ifPresent(Existing::refuseFolder);
        files.all().filter(FileClaim::isLink).findFirst().ifPresent(Existing::refuseLink);
        boolean goesOn = Files.exists(files.checkpoint());
        if (this == OVERWRITE || this == RESUME && goesOn) {
            return;
        }
        Stream<Path> inTheWay = this == RESUME ? Stream.of(files.model(), files.superseded()) : written.stream();
        inTheWay.filter(Files::exists).findFirst().ifPresent(found -> refuse(found, goesOn));
    }

    private static void refuseFolder(Path found) {
        throw new RefusalException("%s: it is a folder, and a run wants to write a file of that name%n".formatted(found)
                + "  choose another name");
    }

    private static void refuseLink(Path found) {
        throw new RefusalException("%s: it is a link, and a run writes files of its own%n".formatted(found)
                + "  delete it, or choose another name");
    }

    private static void refuse(Path found, boolean goesOn) {
        Remedy[] remedies = goesOn
                ? new Remedy[] {Remedy.Choice.GO_ON, Remedy.Choice.REPLACE}
                : new Remedy[] {Remedy.Choice.REPLACE};
        throw new RefusalException("%s: it exists already%n  ".formatted(found), remedies);
    }
}
