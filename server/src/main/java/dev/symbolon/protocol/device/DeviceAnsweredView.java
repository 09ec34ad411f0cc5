package dev.symbolon.protocol.device;

import dev.symbolon.base.html.View;

/**
 * Sends the person back to the device.
 *
 * @param connected false where they refused
 */
public record DeviceAnsweredView(boolean connected) implements View {

    @Override
    public String template() {
        return "deviceAnswered";
    }
}
