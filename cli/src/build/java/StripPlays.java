import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Run by the build: writes the plays of a folder as one plain text, in the look of a printed play: speaker, lines, a
/// blank line between speeches, stage directions in brackets. Equal plays give equal bytes.
///
/// Usage: `java StripPlays.java FOLDER TEXT`
final class StripPlays {
    private static final List<String> PLAYS = List.of("hamlet.xml", "macbeth.xml", "r_and_j.xml");

    private final Writer out;
    private boolean insideSpeech;
    private boolean insideMatter;

    private StripPlays(Writer out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException, XMLStreamException {
        Path text = Path.of(args[1]);
        Files.createDirectories(text.getParent());
        try (Writer out = Files.newBufferedWriter(text)) {
            for (String play : PLAYS) {
                new StripPlays(out).strip(Path.of(args[0], play));
            }
        }
    }

    private void strip(Path play) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(play)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start(reader);
                    case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
                    default -> {}
                }
            }
        }
    }

    private void start(XMLStreamReader reader) throws IOException, XMLStreamException {
        switch (reader.getLocalName()) {
            case "FM", "PERSONAE" -> insideMatter = true;
            case "SPEECH" -> insideSpeech = true;
            case "TITLE" -> paragraph(text(reader));
            case "SPEAKER" -> line(text(reader) + ":");
            case "LINE" -> line(text(reader));
            case "STAGEDIR" -> direction(text(reader));
            default -> {}
        }
    }

    private void end(String element) throws IOException {
        switch (element) {
            case "FM", "PERSONAE" -> insideMatter = false;
            case "SPEECH" -> {
                insideSpeech = false;
                out.write('\n');
            }
            default -> {}
        }
    }

    /// The text of an element and of those inside it, with a stage direction inside a line in brackets.
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    text.append('[');
                }
                case XMLStreamConstants.END_ELEMENT -> text.append(--depth > 0 ? "] " : "");
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                default -> {}
            }
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }

    private void direction(String text) throws IOException {
        if (insideSpeech) {
            line("[" + text + "]");
        } else {
            paragraph("[" + text + "]");
        }
    }

    private void paragraph(String text) throws IOException {
        line(text);
        if (!insideMatter) {
            out.write('\n');
        }
    }

    private void line(String text) throws IOException {
        if (!insideMatter && !text.isEmpty()) {
            out.write(text);
            out.write('\n');
        }
    }
}
