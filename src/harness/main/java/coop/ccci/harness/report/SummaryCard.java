package coop.ccci.harness.report;

import coop.ccci.contract.Results;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TierResult;
import coop.ccci.harness.process.VisibleText;
import coop.ccci.host.HumanTime;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/**
 * Draws the card of a run by Java's own graphics: what was tested, how far it came, how each tier ended, and the picture of
 * the app. It is read at a glance, at half its size too, so nothing on it is small.
 */
public final class SummaryCard {
    /** In pixels. */
    static final int WIDTH = 1200;

    /** In pixels. */
    static final int HEIGHT = 630;

    private static final int MARGIN = 60;
    private static final int PICTURE_WIDTH = 512;
    private static final int PICTURE_HEIGHT = 320;
    private static final int PICTURE_TOP = 110;
    private static final int MAX_PICTURE_SIDE = 4096;
    private static final int ROUND = 22;
    private static final int GAP = 16;

    private static final Color PAPER = new Color(0xfbfaf7);
    private static final Color CARD = new Color(0xffffff);
    private static final Color INK = new Color(0x1f2421);
    private static final Color SOFT = new Color(0x5d6661);
    private static final Color LINE = new Color(0xe2e0d8);
    private static final Color GOOD = new Color(0x22754f);
    private static final Color BAD = new Color(0xb3352b);
    private static final Color ODD = new Color(0x8a5a00);

    private final UnaryOperator<String> mask;

    /**
     * Makes ready.
     *
     * @param mask hides secrets
     */
    public SummaryCard(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /**
     * Draws a card.
     *
     * @param picture of the app, a PNG; one that is none, or far too large, is left out
     * @return a PNG of {@value #WIDTH} by {@value #HEIGHT} pixels
     */
    public byte[] png(Results run, Optional<byte[]> picture) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            var shown = picture.flatMap(SummaryCard::read);
            draw(pen, run, shown);
        } finally {
            pen.dispose();
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void draw(Graphics2D pen, Results run, Optional<BufferedImage> picture) {
        var tone = tone(run);
        pen.setColor(PAPER);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(tone);
        pen.fillRect(0, 0, WIDTH, 14);
        var width = picture.isPresent() ? WIDTH - 3 * MARGIN - PICTURE_WIDTH : WIDTH - 2 * MARGIN;
        write(pen, "cc-ci, run " + run.runId() + pullRequest(run), font(Font.PLAIN, 24), SOFT, MARGIN, 74, width);
        write(pen, run.recipe().value(), font(Font.BOLD, 58), INK, MARGIN, 148, width);
        write(
                pen,
                run.commit().map(commit -> "commit " + commit.abbreviated()).orElse("no commit"),
                font(Font.PLAIN, 28),
                SOFT,
                MARGIN,
                196,
                width);
        glyph(pen, run.verdict().code(), tone, MARGIN, 232);
        write(pen, run.verdict().code(), font(Font.BOLD, 42), tone, MARGIN + 62, 276, width - 62);
        write(
                pen,
                "level " + run.level() + " of 5, "
                        + HumanTime.format(run.timings().total()),
                font(Font.PLAIN, 30),
                INK,
                MARGIN,
                338,
                width);
        ladder(pen, run, width);
        picture.ifPresent(shown -> picture(pen, shown));
        tiers(pen, run);
    }

    private static String pullRequest(Results run) {
        return run.pullRequest().map(number -> ", pull request #" + number).orElse("");
    }

    private static Color tone(Results run) {
        return switch (ReportPage.tone(run.verdict())) {
            case "good" -> GOOD;
            case "bad" -> BAD;
            default -> ODD;
        };
    }

    private static void ladder(Graphics2D pen, Results run, int width) {
        var step = Math.min(width, 420) / Rung.values().length;
        for (var rung : Rung.values()) {
            var status = run.rungs().getOrDefault(rung, RungStatus.UNVER);
            pen.setColor(rung.number() <= run.level() ? GOOD : status == RungStatus.FAIL ? BAD : LINE);
            pen.fill(new RoundRectangle2D.Double(
                    MARGIN + (rung.number() - 1) * (double) step, 366, step - 10.0, 18, 10, 10));
        }
    }

    private void tiers(Graphics2D pen, Results run) {
        var tiers = run.tiers();
        if (tiers.isEmpty()) {
            return;
        }
        var width = (WIDTH - 2 * MARGIN + GAP) / tiers.size();
        for (var at = 0; at < tiers.size(); at++) {
            tier(pen, tiers.get(at), MARGIN + at * width, width - GAP);
        }
    }

    private void tier(Graphics2D pen, TierResult tier, int left, int width) {
        var box = new RoundRectangle2D.Double(left, 462, width, 112, ROUND, ROUND);
        pen.setColor(CARD);
        pen.fill(box);
        pen.setColor(LINE);
        pen.setStroke(new BasicStroke(2));
        pen.draw(box);
        var tone =
                switch (tier.status()) {
                    case PASS -> GOOD;
                    case FAIL -> BAD;
                    case SKIP -> SOFT;
                };
        var word = tier.status().code();
        write(pen, tier.tier().code(), font(Font.BOLD, 27), INK, left + 18, 506, width - 30);
        write(
                pen,
                word
                        + switch (tier.status()) {
                            case PASS, FAIL -> ", " + HumanTime.format(tier.duration());
                            case SKIP -> "";
                        },
                font(Font.PLAIN, 25),
                tone,
                left + 18,
                548,
                width - 30);
    }

    private static void picture(Graphics2D pen, BufferedImage picture) {
        var left = WIDTH - MARGIN - PICTURE_WIDTH;
        var frame = new RoundRectangle2D.Double(left, PICTURE_TOP, PICTURE_WIDTH, PICTURE_HEIGHT, ROUND, ROUND);
        var scale =
                Math.max(PICTURE_WIDTH / (double) picture.getWidth(), PICTURE_HEIGHT / (double) picture.getHeight());
        pen.setComposite(AlphaComposite.SrcOver);
        var clip = pen.getClip();
        pen.setClip(frame);
        pen.drawImage(
                picture,
                left,
                PICTURE_TOP,
                (int) Math.ceil(picture.getWidth() * scale),
                (int) Math.ceil(picture.getHeight() * scale),
                null);
        pen.setClip(clip);
        pen.setColor(LINE);
        pen.setStroke(new BasicStroke(2));
        pen.draw(frame);
    }

    /** The verdict as a shape too, for who does not see colours. */
    private static void glyph(Graphics2D pen, String verdict, Color tone, int left, int top) {
        pen.setColor(tone);
        pen.fill(new Ellipse2D.Double(left, top, 48, 48));
        pen.setColor(PAPER);
        pen.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var sign = new Path2D.Double();
        switch (verdict) {
            case "passed" -> {
                sign.moveTo(left + 14.0, top + 25.0);
                sign.lineTo(left + 21.0, top + 32.0);
                sign.lineTo(left + 34.0, top + 17.0);
            }
            case "failed" -> {
                sign.moveTo(left + 16.0, top + 16.0);
                sign.lineTo(left + 32.0, top + 32.0);
                sign.moveTo(left + 32.0, top + 16.0);
                sign.lineTo(left + 16.0, top + 32.0);
            }
            default -> {
                sign.moveTo(left + 24.0, top + 13.0);
                sign.lineTo(left + 24.0, top + 27.0);
                sign.moveTo(left + 24.0, top + 35.0);
                sign.lineTo(left + 24.0, top + 35.0);
            }
        }
        pen.draw(sign);
    }

    /** Writes one line, cut to a width with an ellipsis. */
    private void write(Graphics2D pen, String text, Font font, Color colour, int left, int base, int width) {
        var shown = mask.apply(VisibleText.line(text));
        var metrics = pen.getFontMetrics(font);
        if (metrics.stringWidth(shown) > width) {
            while (!shown.isEmpty() && metrics.stringWidth(shown + "…") > width) {
                shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
            }
            shown += "…";
        }
        pen.setFont(font);
        pen.setColor(colour);
        pen.drawString(shown, left, base);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** The size is read before the pixels are: what is compressed small may be huge. */
    private static Optional<BufferedImage> read(byte[] png) {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            var readers = ImageIO.getImageReadersByFormatName("png");
            if (stream == null || !readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                var isUsable = reader.getWidth(0) <= MAX_PICTURE_SIDE && reader.getHeight(0) <= MAX_PICTURE_SIDE;
                return isUsable ? Optional.of(reader.read(0)) : Optional.empty();
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
