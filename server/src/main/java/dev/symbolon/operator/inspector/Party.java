package dev.symbolon.operator.inspector;

/** Who takes part in a flow: a lifeline of its diagram, in the order from left to right. */
public enum Party {
    BROWSER("Browser"),
    APP("App"),
    SYMBOLON("Symbolon"),
    API("API"),
    /** The second device (RFC 8628), opposite the one on which the person answers. */
    DEVICE("Device"),
    /** Somebody who should not be there: in the tour only. */
    THIEF("Thief");

    private final String label;

    Party(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
