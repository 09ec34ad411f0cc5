package dev.symbolon;

import dev.symbolon.Dispatch.Mount;
import dev.symbolon.base.http.Routes;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.identity.consent.Abilities;
import dev.symbolon.operator.inspector.Inspector;
import dev.symbolon.operator.inspector.Rehearsal;
import dev.symbolon.operator.learn.LearnPage;
import dev.symbolon.operator.playground.CheckPage;
import dev.symbolon.operator.playground.PreviewPage;
import dev.symbolon.operator.playground.TryPage;

/** Mounts what those who run the server see of it, below {@code /inspect}. */
final class InspectorRoutes {

    private InspectorRoutes() {}

    static void mount(
            Routes.Builder<Mount> routes,
            Mounts page,
            Parts parts,
            Screen screen,
            FormGuard guard,
            Inspector inspector,
            Rehearsal rehearsal) {
        var learn =
                new LearnPage(
                        screen,
                        guard,
                        inspector,
                        parts.tenants(),
                        parts.keys(),
                        parts.clients(),
                        parts.accounts(),
                        parts.passwords(),
                        rehearsal,
                        parts.clock());
        var tryIt = new TryPage(screen, guard, inspector, parts.clients(), rehearsal);
        var preview =
                new PreviewPage(
                        screen,
                        inspector,
                        parts.clients(),
                        parts.accounts(),
                        new Targets(parts.resources()),
                        new Abilities(parts.resources()),
                        parts.issuer(),
                        parts.subjects(),
                        parts.clock());
        var check = new CheckPage(screen, inspector, parts.clients());

        routes.get("/inspect", page.apart(inspector.pages()::list))
                .post("/inspect", page.apart(inspector.watch()::submit))
                .get("/inspect/live", page.apart(inspector.live()::handle))
                .get("/inspect/flows/{id}", page.apart(inspector.pages()::one))
                .get("/inspect/export/{file}", page.apart(inspector.export()::handle))
                .get("/inspect/learn", page.apart(learn::show))
                .post("/inspect/learn", page.apart(learn::walk))
                .get("/inspect/try", page.apart(tryIt::show))
                .post("/inspect/try", page.apart(tryIt::submit))
                .get("/inspect/preview", page.apart(preview::show))
                .get("/inspect/check", page.apart(check::show));
    }
}
