package dev.handoff.report;

import dev.handoff.spi.Phase;
import java.awt.Color;
import java.util.List;

/**
 * The colours, the same for the same thing on every chart. They are, or are derived from, the eight of Okabe and Ito
 * (Color Universal Design, 2008), which stay apart for readers who do not tell red from green. Work is in full colours;
 * waits are pale or grey, so that it is seen at a glance where nothing happens.
 */
final class Palette {
    static final Color INK = new Color(0x26, 0x2B, 0x33);
    static final Color FAINT = new Color(0xE1, 0xE4, 0xE8);
    static final Color FAINTEST = new Color(0xF0, 0xF1, 0xF3);
    static final Color PAPER = Color.WHITE;

    private static final Color BLUE = new Color(0x00, 0x72, 0xB2);
    private static final Color SKY = new Color(0x56, 0xB4, 0xE9);
    private static final Color GREEN = new Color(0x00, 0x9E, 0x73);
    private static final Color ORANGE = new Color(0xE6, 0x9F, 0x00);
    private static final Color YELLOW = new Color(0xF0, 0xE4, 0x42);
    private static final Color VERMILION = new Color(0xD5, 0x5E, 0x00);
    private static final Color PURPLE = new Color(0xCC, 0x79, 0xA7);
    private static final Color BLACK = new Color(0x11, 0x11, 0x11);

    /** For ways of travelling that have no colour of their own; taken in turn. */
    private static final List<Color> OTHERS = List.of(PURPLE, SKY, BLACK, YELLOW);

    private Palette() {}

    static Color of(Phase phase) {
        return switch (phase) {
            case INPUTS -> SKY;
            case COMPUTE -> BLUE;
            case PRODUCE -> GREEN;
            case WAIT_FOR_SPACE -> new Color(0xD3, 0xE1, 0xEE);
            case BUFFERED -> new Color(0x9A, 0xA3, 0xAE);
            case ENCODE -> ORANGE;
            case WAIT_FOR_TURN -> new Color(0xEC, 0xD9, 0xC6);
            case WRITE -> VERMILION;
            case IN_FLIGHT -> new Color(0x6F, 0x79, 0x86);
            case WAIT -> new Color(0xDD, 0xD6, 0xE6);
            case READ -> PURPLE;
            case DECODE -> YELLOW;
            case CONSUME -> BLACK;
        };
    }

    /** The colour of a way of travelling, by its place among all ways where it has none of its own. */
    static Color of(Kind way, int place) {
        return switch (way.language() + " " + way.route() + " " + way.codec()) {
            case "java queue java" -> BLUE;
            case "java slots raw" -> GREEN;
            case "python queue pickle-5" -> VERMILION;
            case "python queue pickle-4" -> ORANGE;
            default -> OTHERS.get(Math.floorMod(place, OTHERS.size()));
        };
    }

    static Color of(Activity activity) {
        return switch (activity) {
            case SLEEPS -> new Color(0xE3, 0xE6, 0xEA);
            case COMPUTES -> BLUE;
            case HANDS_OVER -> ORANGE;
            case BOTH -> BLACK;
            case BLOCKED -> PURPLE;
        };
    }

    /** Ink or paper, whichever is read more easily on a colour: by the relative luminance of WCAG 2. */
    static Color textOn(Color background) {
        double luminance = luminance(background);
        return (1.05 / (luminance + 0.05)) > (luminance + 0.05) / (luminance(INK) + 0.05) ? PAPER : INK;
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
