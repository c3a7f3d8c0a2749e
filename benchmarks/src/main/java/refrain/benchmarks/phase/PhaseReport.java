package refrain.benchmarks.phase;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import refrain.benchmarks.report.Json;
import refrain.benchmarks.report.Table;
import refrain.benchmarks.work.Task;
import tools.jackson.core.JsonGenerator;

/// Where the time of a task goes, as text.
///
/// @param secondsEach of an update, a token or a passage
/// @param findings of a training step's phases; none of other tasks
record PhaseReport(Task task, int threads, double secondsEach, List<Finding> findings, Samples samples) {
    private static final Table PHASES = new Table(
            "phase              ",
            "       ms",
            "  share",
            " Gflop/s",
            "   GB/s",
            " flop/byte",
            "   bound",
            " of bound",
            "bound by");
    private static final Table OPERATIONS =
            new Table("operation                                       ", "  share", " samples");

    /// The table of phases, where there are any, and that of operations.
    String text() {
        return Stream.of(phases(), operations())
                .filter(lines -> !lines.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private String phases() {
        if (findings.isEmpty()) {
            return "";
        }
        Ceilings ceilings = findings.getFirst().ceilings();
        String title = String.format(
                Locale.ROOT,
                "%.3f ms an update; threads: %d; %,d samples; multiply-add %.0f Gflop/s, product %.0f Gflop/s",
                secondsEach * 1e3,
                threads,
                samples.stacks().size(),
                ceilings.multiplyAdd(),
                ceilings.product());
        return Stream.concat(
                        Stream.of(title, PHASES.header()), findings.stream().map(PhaseReport::line))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Finding finding) {
        String time = Table.decimal(finding.seconds() * 1e3, 3);
        String share = Table.percent(finding.share());
        if (!finding.isCosted()) {
            return PHASES.line(finding.phase().label(), time, share, "", "", "", "", "", "");
        }
        boolean product = finding.cost().isProduct();
        return PHASES.line(
                finding.phase().label(),
                time,
                share,
                product ? Table.whole(finding.gigaflops()) : "",
                Table.decimal(finding.gigabytes(), 1),
                product ? Table.decimal(finding.cost().intensity(), 1) : "",
                Table.whole(finding.bound()),
                Table.percent(finding.shareOfBound()),
                boundBy(finding));
    }

    private static String boundBy(Finding finding) {
        return finding.isBoundByReading()
                ? String.format(
                        Locale.ROOT,
                        "reading %s at %.0f GB/s",
                        Cost.size(finding.cost().resident()),
                        finding.bandwidth())
                : "multiply-add";
    }

    private List<Map.Entry<String, Long>> counts() {
        return samples.operations().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private String operations() {
        double total = Math.max(1, samples.stacks().size());
        return Stream.concat(
                        Stream.of(OPERATIONS.header()),
                        counts().stream()
                                .map(entry -> OPERATIONS.line(
                                        entry.getKey(),
                                        Table.percent(entry.getValue() / total),
                                        Table.whole(entry.getValue()))))
                .collect(Collectors.joining("\n"));
    }

    /// One object.
    String json() {
        return Json.object(json -> {
            json.writeStringProperty("configuration", task.name());
            json.writeNumberProperty("threads", threads);
            json.writeNumberProperty("milliseconds", secondsEach * 1e3);
            json.writeNumberProperty("samples", samples.stacks().size());
            if (!findings.isEmpty()) {
                write(json, findings);
            }
            json.writeObjectPropertyStart("operations");
            counts().forEach(entry -> json.writeNumberProperty(entry.getKey(), entry.getValue()));
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, List<Finding> findings) {
        write(json, findings.getFirst().ceilings());
        json.writeArrayPropertyStart("phases");
        findings.forEach(finding -> write(json, finding));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Ceilings ceilings) {
        json.writeNumberProperty("multiplyAddGigaflops", ceilings.multiplyAdd());
        json.writeNumberProperty("productGigaflops", ceilings.product());
        json.writeObjectPropertyStart("readGigabytesByBytes");
        ceilings.read().forEach((bytes, rate) -> json.writeNumberProperty(String.valueOf(bytes), rate));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("phase", finding.phase().label());
        json.writeNumberProperty("milliseconds", finding.seconds() * 1e3);
        json.writeNumberProperty("share", finding.share());
        if (finding.isCosted()) {
            json.writeNumberProperty("operations", finding.cost().operations());
            json.writeNumberProperty("bytes", finding.cost().bytes());
            json.writeNumberProperty("residentBytes", finding.cost().resident());
            json.writeNumberProperty("gigaflops", finding.gigaflops());
            json.writeNumberProperty("gigabytes", finding.gigabytes());
            json.writeNumberProperty("bound", finding.bound());
            json.writeNumberProperty("shareOfBound", finding.shareOfBound());
            json.writeStringProperty("boundBy", boundBy(finding));
        }
        json.writeEndObject();
    }
}
