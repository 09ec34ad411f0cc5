package dev.symbolon.browser;

import com.microsoft.playwright.options.ColorScheme;

/**
 * How a person's screen is: a colour scheme and a width in CSS pixels. Colours do not depend on the
 * width, so two looks have both schemes and both widths.
 */
enum Look {
    LIGHT_DESK(ColorScheme.LIGHT, 1280, 900),
    DARK_PHONE(ColorScheme.DARK, 390, 844);

    private final ColorScheme scheme;
    private final int width;
    private final int height;

    Look(ColorScheme scheme, int width, int height) {
        this.scheme = scheme;
        this.width = width;
        this.height = height;
    }

    ColorScheme scheme() {
        return scheme;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }
}
