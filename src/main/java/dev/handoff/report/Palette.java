package dev.handoff.report;

import dev.handoff.spi.Phase;
import java.awt.Color;
import java.util.ArrayList;
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
    /** Not of the eight: their purple looks like grey, which is for waits, without the cones for medium waves. */
    private static final Color WINE = new Color(0x88, 0x22, 0x55);

    private static final Color BLACK = new Color(0x11, 0x11, 0x11);

    /** For ways of travelling, in the order in which they are given away. */
    private static final List<Color> ALL = List.of(PURPLE, SKY, BLACK, YELLOW, BLUE, GREEN, VERMILION, ORANGE);

    /** How many ways of travelling have a colour of their own. */
    static final int WAYS = 8;

    private Palette() {}

    static Color of(Phase phase) {
        return switch (phase) {
            case INPUTS -> SKY;
            case COMPUTE -> BLUE;
            case PRODUCE -> GREEN;
            case WAIT_FOR_SPACE -> new Color(0xD3, 0xE1, 0xEE);
            case BUFFERED -> new Color(0xA3, 0xA7, 0xAD);
            case ENCODE -> ORANGE;
            case WAIT_FOR_TURN -> new Color(0xEC, 0xD9, 0xC6);
            case WRITE -> VERMILION;
            case IN_FLIGHT -> new Color(0x6F, 0x79, 0x86);
            case WAIT -> new Color(0xC2, 0xC0, 0xB2);
            case READ -> WINE;
            case DECODE -> YELLOW;
            case CONSUME -> BLACK;
        };
    }

    /**
     * The colours of the ways of travelling on one chart, in their order: the four of the first experiment have their own,
     * others take what is left over. Beyond {@value #WAYS} ways all of them come again.
     */
    static List<Color> of(List<Kind> ways) {
        var free = ALL.stream()
                .filter(color -> ways.stream().noneMatch(way -> color.equals(own(way))))
                .toList();
        var colors = new ArrayList<Color>();
        int taken = 0;
        for (var way : ways) {
            var own = own(way);
            if (own != null) {
                colors.add(own);
            } else {
                colors.add(taken < free.size() ? free.get(taken) : ALL.get((taken - free.size()) % WAYS));
                taken++;
            }
        }
        return colors;
    }

    /** The number of a way's colour, from 0. */
    static int number(Color way) {
        return ALL.indexOf(way);
    }

    private static Color own(Kind way) {
        return switch (way.language() + " " + way.route() + " " + way.codec()) {
            case "java queue java" -> BLUE;
            case "java slots raw" -> GREEN;
            case "python queue pickle-5" -> VERMILION;
            case "python queue pickle-4" -> ORANGE;
            default -> null;
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
