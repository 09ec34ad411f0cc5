package dev.symbolon.operator.learn;

import dev.symbolon.base.html.View;
import java.util.List;

/**
 * The tour.
 *
 * @param chapters empty before it has been walked
 */
public record LearnView(String token, List<Chapter> chapters) implements View {

    @Override
    public String template() {
        return "learn";
    }
}
