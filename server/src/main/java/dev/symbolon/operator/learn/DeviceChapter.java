package dev.symbolon.operator.learn;

import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.operator.inspector.Party;
import dev.symbolon.operator.inspector.Rehearsal.Heard;
import java.util.Map;

/** RFC 8628: a television, and the phone on which Robin answers. */
final class DeviceChapter {

    private static final String PHONE = "tour.who.phone";
    private static final String PAGE = "/device";

    private final Tour tour;
    private final Walker television;

    DeviceChapter(Tour tour) {
        this.tour = tour;
        this.television = tour.somebody();
    }

    Chapter walk() {
        Scenes scenes = tour.scenes();
        Heard begun =
                scenes.add(
                        Party.DEVICE,
                        "tour.device.begin",
                        television.post(
                                "/oauth/device",
                                Map.of("client_id", Ground.TELEVISION, "scope", "openid profile")));
        Map<String, Object> codes = Scenes.json(begun.response());
        String deviceCode = String.valueOf(codes.get("device_code"));
        scenes.add(Party.DEVICE, "tour.device.wait", poll(television, deviceCode));
        answer(scenes, String.valueOf(codes.get("user_code")));
        scenes.add(Party.DEVICE, "tour.device.tokens", poll(television, deviceCode));
        scenes.add(Party.THIEF, "tour.device.thief", poll(tour.somebody(), deviceCode));
        return scenes.chapter("device", "tour.device");
    }

    private void answer(Scenes scenes, String userCode) {
        Walker phone = tour.browser();
        Heard page = phone(scenes, "tour.device.open", phone.get(PAGE));
        Heard typed =
                phone(
                        scenes,
                        "tour.device.type",
                        phone.submit(page, PAGE, Map.of("user_code", userCode)));
        Heard consent = phone(scenes, "tour.device.consent", phone.follow(typed));
        Heard allowed =
                phone(
                        scenes,
                        "tour.device.allow",
                        phone.submit(consent, "/consent", Map.of("action", "allow")));
        phone(scenes, "tour.device.done", phone.follow(allowed));
    }

    private static Heard phone(Scenes scenes, String key, Heard heard) {
        return scenes.add(Party.BROWSER, PHONE, key, heard);
    }

    private static Heard poll(Walker who, String deviceCode) {
        return who.post(
                Tour.TOKEN,
                Map.of(
                        "grant_type",
                        ClientMetadata.DEVICE_CODE,
                        "device_code",
                        deviceCode,
                        "client_id",
                        Ground.TELEVISION));
    }
}
