package coop.ccci.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.RunDirectory;
import coop.ccci.harness.process.Masker;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportsTest {
    @TempDir
    Path folder;

    private final Masker masker = new Masker();

    private static byte[] picture(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(width / 2, height / 2, 0xff0000);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void page_card_and_junit_are_written_whole_and_nothing_else_is_left() throws Exception {
        Files.write(folder.resolve("screenshot.png"), picture(1280, 800));

        var written = new RunReports(new RunDirectory(folder), masker)
                .write(ReportedRun.failed("it is broken"), ReportedRun.evidence("said"));

        assertThat(written.problems()).isEmpty();
        assertThat(written.summary()).contains("summary.png");
        assertThat(folder)
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/junit.xml")
                .isDirectoryNotContaining("glob:**.unfinished");
        assertThat(folder.resolve("report.html")).content().contains("src=\"data:image/png;base64,");
        var card = ImageIO.read(folder.resolve("summary.png").toFile());
        assertThat(List.of(card.getWidth(), card.getHeight())).containsExactly(1200, 630);
    }

    @Test
    void what_cannot_be_written_is_told_and_nothing_is_thrown() throws IOException {
        Files.createDirectories(folder.resolve("report.html/in-the-way"));
        Files.createDirectories(folder.resolve("summary.png/in-the-way"));

        var written = new RunReports(new RunDirectory(folder), masker).write(ReportedRun.passed(), new RunEvidence());

        assertThat(written.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("report.html could not be written: "))
                .anyMatch(problem -> problem.startsWith("summary.png could not be written: "));
        assertThat(written.summary()).isEmpty();
        assertThat(folder.resolve("junit.xml")).exists();
    }

    @Test
    void a_card_is_drawn_of_whatever_a_picture_holds() throws IOException {
        var card = new SummaryCard(UnaryOperator.identity());
        var without = card.png(ReportedRun.passed(), Optional.empty());

        assertThat(card.png(ReportedRun.passed(), Optional.of(new byte[] {1, 2, 3})))
                .isEqualTo(without);
        assertThat(card.png(ReportedRun.passed(), Optional.of(picture(5000, 2))))
                .isEqualTo(without);
        assertThat(card.png(ReportedRun.passed(), Optional.of(picture(640, 400))))
                .isNotEqualTo(without);
        assertThat(ImageIO.read(new ByteArrayInputStream(without)).getWidth()).isEqualTo(1200);
    }

    @Test
    void junit_has_a_case_of_each_assertion_and_of_each_tier_that_was_left_out() throws Exception {
        var hostile = "]]> \u0000<failure> & \"'\ufffe\u001b[31m";
        var text = new JunitXml(UnaryOperator.identity()).text(ReportedRun.failed(hostile), hostile);
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(document.getElementsByTagName("testsuite").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("<failure> & \"'");
        assertThat(text).contains("classname=\"guestbook.functional\"", "time=\"2.250\"");
    }
}
