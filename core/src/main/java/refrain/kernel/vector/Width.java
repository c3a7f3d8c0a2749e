package refrain.kernel.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import refrain.kernel.Activations;
import refrain.kernel.Cells;
import refrain.kernel.Masking;
import refrain.kernel.Products;
import refrain.kernel.Rows;
import refrain.kernel.Softmax;

/// The widths a kernel is made for, and the loader that makes it: a template is defined again, as a hidden class, with
/// the species of that width as its class data.
public enum Width {
    BITS_128(FloatVector.SPECIES_128),
    BITS_256(FloatVector.SPECIES_256),
    BITS_512(FloatVector.SPECIES_512);

    private final VectorSpecies<Float> species;
    private final Map<Form, Object> kernels = new ConcurrentHashMap<>();

    Width(VectorSpecies<Float> species) {
        this.species = species;
    }

    /// The width this processor works best with, at most 512 bits.
    public static Width preferred() {
        return of(Math.clamp(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512));
    }

    /// The width of that many bits.
    public static Width of(int bits) {
        return Arrays.stream(values())
                .filter(width -> width.bits() == bits)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("vectors of " + bits + " bits; there are 128, 256 and 512"));
    }

    /// Bits of a vector.
    public int bits() {
        return species.vectorBitSize();
    }

    /// The elementary functions in vectors of this width.
    public Activations activations() {
        return load(Activations.class, VectorActivations.class);
    }

    /// Matrix products in vectors of this width.
    public Products products() {
        return VectorProducts.of(this);
    }

    /// Cell updates in vectors of this width.
    public Cells cells() {
        return load(Cells.class, VectorCells.class);
    }

    /// Softmax in vectors of this width.
    public Softmax softmax() {
        return load(Softmax.class, VectorSoftmax.class);
    }

    /// Dropout in vectors of this width.
    public Masking masking() {
        return load(Masking.class, VectorMasking.class);
    }

    /// Work on rows in vectors of this width.
    public Rows rows() {
        return load(Rows.class, VectorRows.class);
    }

    /// The kernel that the template becomes at this width: made once, so that it is also compiled once.
    <K> K load(Class<K> kernel, Class<? extends K> template) {
        return kernel.cast(kernels.computeIfAbsent(new Form(template, species), Width::make));
    }

    /// Register tiles of this width.
    /// @param across whether they read A across a slot
    /// @param streaming whether they touch what will be read soon
    Tiles tiles(Class<? extends Tiles> template, boolean across, boolean streaming) {
        TileForm form = new TileForm(species, across, streaming);
        return (Tiles) kernels.computeIfAbsent(new Form(template, form), Width::make);
    }

    /// A template and what it is made for, its class data.
    private record Form(Class<?> template, Object data) {}

    private static Object make(Form form) {
        try {
            return MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes(form.template), form.data, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "%s cannot be made for %s; a template needs a constructor without arguments"
                            .formatted(form.template.getName(), form.data),
                    e);
        }
    }

    /// The species a template was made for: what its constant is initialised with.
    /// @param template the template's own lookup
    @SuppressWarnings("unchecked")
    static VectorSpecies<Float> species(Lookup template) {
        return classData(template, VectorSpecies.class);
    }

    /// What a template of tiles was made for.
    /// @param template the template's own lookup
    static TileForm tileForm(Lookup template) {
        return classData(template, TileForm.class);
    }

    private static <T> T classData(Lookup template, Class<T> type) {
        try {
            return Optional.ofNullable(MethodHandles.classData(template, "_", type))
                    .orElseThrow(() -> new IllegalStateException(
                            template.lookupClass().getName() + " is a template; load it by " + Width.class.getName()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a template must pass its own lookup, not " + template, e);
        }
    }

    private static byte[] bytes(Class<?> template) {
        String file = template.getSimpleName() + ".class";
        try (InputStream in = template.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not beside " + Width.class.getName() + " in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
