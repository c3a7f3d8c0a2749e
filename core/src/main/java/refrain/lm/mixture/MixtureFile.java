package refrain.lm.mixture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.json.FixedJson;
import refrain.lm.json.SmallFile;
import refrain.lm.safetensors.ModelFileException;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Digests;

/// A mixture as a small JSON file that names its members, its keys in this order and no others:
/// ```
/// {"format":"refrain-mixture-1","kind":"linear","members":[
///   {"model":"a.safetensors","sha256":"…","weight":0.6},{"model":"b.arpa","sha256":"…","weight":0.4}]}
/// ```
/// Paths are relative to the file; a member whose bytes have changed is refused. A member may not be a mixture
/// itself.
/// @param kind how probabilities are made one
/// @param members in the order of the file; the first one's tokens are the mixture's
public record MixtureFile(MixtureKind kind, List<Member> members) {
    private static final String FORMAT = "refrain-mixture-1";
    private static final String EXTENSION = ".json";

    /// One of the models.
    /// @param path of its file, as the mixture's file says it
    /// @param sha256 digest of its file
    public record Member(String path, String sha256, double weight) {
        public Member {
            Objects.requireNonNull(Path.of(path)); // or it says what no path may hold
            if (path.isEmpty() || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "the member is \"%s\" with SHA-256 \"%s\"; expected a path and 64 hexadecimal digits"
                                .formatted(path, sha256));
            }
        }
    }

    /// Reads a member.
    @FunctionalInterface
    public interface MemberReader {
        LanguageModel read(Path file) throws IOException;
    }

    public MixtureFile {
        members = List.copyOf(members);
        if (members.size() < 2) {
            throw new IllegalArgumentException(
                    "it has %d members; a mixture has two or more".formatted(members.size()));
        }
        kind.require(weights(members));
    }

    /// Whether a file of that name is a mixture and not a model of its own.
    public static boolean isNamed(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    /// Writes the mixture of the models of some files, replacing an older file once the new one is whole.
    /// @param members files in the order of the weights
    /// @param digests [of the members][#digests(List)] when they were read
    /// @throws IllegalArgumentException if `file` has another extension than `.json`
    /// @throws ModelFileException if a member is another file by now
    public static void write(Path file, MixtureKind kind, List<Path> members, List<String> digests, double[] weights)
            throws IOException {
        requireName(file);
        List<Member> entries = new ArrayList<>();
        for (int k = 0; k < members.size(); k++) {
            requireModel(file, members.get(k));
            Member entry = new Member(SmallFile.nameOf(members.get(k), file), digests.get(k), weights[k]);
            requireUnchanged(file, members.get(k), entry);
            entries.add(entry);
        }
        SmallFile.write(file, new MixtureFile(kind, entries).toJson());
    }

    /// SHA-256 of each file. To be taken before the files are read, so that a model that is replaced meanwhile is found
    /// out.
    public static List<String> digests(List<Path> members) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path member : members) {
            digests.add(Digests.sha256(member));
        }
        return digests;
    }

    /// @throws IllegalArgumentException if a mixture cannot be read again under that name
    public static void requireName(Path file) {
        if (!isNamed(file)) {
            throw new IllegalArgumentException(
                    "%s: a mixture is a file whose name ends in %s".formatted(file, EXTENSION));
        }
    }

    String toJson() {
        return FixedJson.write(json -> {
            json.writeStringProperty("format", FORMAT);
            json.writeStringProperty("kind", kind.spec());
            json.writeArrayPropertyStart("members");
            for (Member member : members) {
                json.writeStartObject();
                json.writeStringProperty("model", member.path());
                json.writeStringProperty("sha256", member.sha256());
                json.writeNumberProperty("weight", member.weight());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /// What a file says, its members not yet read.
    /// @throws ModelFileException if it is no mixture
    public static MixtureFile open(Path file) throws IOException {
        try {
            return parse(SmallFile.read(file));
        } catch (IllegalArgumentException e) {
            throw ModelFileException.unsuitable(file.toString(), String.valueOf(e.getMessage()));
        }
    }

    static MixtureFile parse(String text) {
        return FixedJson.read("mixture", text, json -> {
            String format = json.string("format");
            if (format.startsWith("refrain-adaptation")) {
                throw new IllegalArgumentException(
                        "it holds settings for adapting a model; expected a mixture or a model");
            }
            if (!format.equals(FORMAT)) {
                throw new IllegalArgumentException(
                        "mixture: the format is \"%s\"; this program reads %s".formatted(format, FORMAT));
            }
            MixtureKind kind = MixtureKind.parse(json.string("kind"));
            return new MixtureFile(
                    kind,
                    json.objects(
                            "members",
                            member -> new Member(
                                    member.string("model"), member.string("sha256"), member.real("weight"))));
        });
    }

    /// The files of the members.
    /// @param file the mixture's file, which paths are relative to
    /// @throws ModelFileException if a member is missing or a mixture itself
    public List<Path> files(Path file) throws ModelFileException {
        List<Path> files = new ArrayList<>();
        for (Member member : members) {
            Path path = SmallFile.named(member.path(), file);
            requireModel(file, path);
            files.add(path);
        }
        return files;
    }

    /// Reads the members and mixes them.
    /// @param file the mixture's file, which paths are relative to
    /// @throws ModelFileException if a member is missing, has changed or is a mixture itself
    /// @throws RefusalException if the members do not know the same tokens
    public Mixture mixture(Path file, Kernels kernels, MemberReader reader) throws IOException {
        List<Path> files = files(file);
        List<LanguageModel> models = new ArrayList<>();
        for (int k = 0; k < files.size(); k++) {
            requireUnchanged(file, files.get(k), members.get(k));
            models.add(reader.read(files.get(k)));
            requireUnchanged(file, files.get(k), members.get(k)); // nor while it was read
        }
        try {
            return Mixture.of(kind, models, weights(members), kernels);
        } catch (RefusalException unlike) {
            throw unlike.at(file.toString());
        }
    }

    /// @throws ModelFileException if a mixture of that name cannot have that member
    public static void requireModel(Path file, Path member) throws ModelFileException {
        if (isNamed(member)) {
            throw ModelFileException.unsuitable(
                    file.toString(),
                    "its member %s is a mixture; mixtures of mixtures are not supported, name its members instead"
                            .formatted(member));
        }
        if (!Files.isRegularFile(member)) {
            throw ModelFileException.unsuitable(file.toString(), "its member %s is no file".formatted(member));
        }
    }

    private static void requireUnchanged(Path file, Path path, Member member) throws IOException {
        String found = Digests.sha256(path);
        if (!found.equals(member.sha256())) {
            throw ModelFileException.unsuitable(
                    file.toString(),
                    "its member %s has changed: its SHA-256 is %s; the weights were tuned for %s. Mix the models again"
                            .formatted(path, found, member.sha256()));
        }
    }

    private static double[] weights(List<Member> members) {
        return members.stream().mapToDouble(Member::weight).toArray();
    }
}
