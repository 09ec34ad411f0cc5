package dev.symbolon.base.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever keeps a copy hears that it changed")
class ChangesTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @EachDatabase
    @DisplayName("one's own node has heard when the change returns, and once")
    void ownNode(Database database) throws InterruptedException {
        database.changes().subscribe("client", heard::add);

        publish(database, "client", "main/a");

        assertThat(heard).containsExactly("main/a");
        assertThat(heard.poll()).isEqualTo("main/a");
        assertThat(heard.poll(1200, TimeUnit.MILLISECONDS)).isNull();
    }

    @EachDatabase
    @DisplayName("another node on the same data hears it too, of its topic only")
    void otherNode(TestStorage storage) throws InterruptedException {
        Database writer = storage.open();
        publish(writer, "client", "main/before");
        storage.open().changes().subscribe("client", heard::add);

        publish(writer, "key", "main/other-topic");
        publish(writer, "client", "main/a");
        writer.changes().publish(writer, "client", "main/b");

        assertThat(List.of(next(), next())).containsExactly("main/a", "main/b");
        assertThat(heard).isEmpty();
    }

    @EachDatabase
    @DisplayName("a change that is rolled back is no change")
    void rolledBack(Database database) {
        database.changes().subscribe("client", heard::add);

        assertThatThrownBy(() ->
                        database.change(tx -> {
                            database.changes().publish(tx, "client", "main/a");
                            throw new IllegalStateException("no");
                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(heard).isEmpty();
    }

    @EachDatabase
    @DisplayName("who has closed the subscription hears no more; a failing listener harms nobody")
    void closedSubscription(Database database) {
        var closed = database.changes().subscribe("client", heard::add);
        closed.close();
        database.changes()
                .subscribe(
                        "client",
                        _ -> {
                            throw new IllegalStateException("listener of the test fails");
                        });
        database.changes().subscribe("client", key -> heard.add("second: " + key));

        publish(database, "client", "main/a");

        assertThat(heard).containsExactly("second: main/a");
    }

    @Test
    @DisplayName("after a lost connection all is to be forgotten, and hearing goes on")
    void connectionLost() throws InterruptedException {
        try (TestStorage storage = TestStorage.Engine.POSTGRESQL.fresh()) {
            Database writer = storage.open();
            storage.open().changes().subscribe("client", heard::add);
            publish(writer, "client", "main/a");
            assertThat(next()).isEqualTo("main/a");

            TestPostgres.disconnectAll(storage.settings());

            assertThat(next()).isEqualTo(Changes.EVERYTHING);
            publishUntilItWorks(writer, "main/b");
            assertThat(next()).isEqualTo("main/b");
        }
    }

    @Test
    @DisplayName("where NOTIFY may not be used, changes are found by looking")
    void polling() throws InterruptedException {
        try (TestStorage storage = TestStorage.Engine.POSTGRESQL.fresh()) {
            DatabaseSettings plain = TestPostgres.withoutNotify(storage.settings());
            try (Database writer = Databases.open(plain, storage.directory(), storage.clock());
                    Database reader = Databases.open(plain, storage.directory(), storage.clock())) {
                reader.changes().subscribe("client", heard::add);

                publish(writer, "client", "main/a");

                assertThat(next()).isEqualTo("main/a");
            }
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
    }

    private static void publish(Database database, String topic, String key) {
        database.change(tx -> {
            database.changes().publish(tx, topic, key);
            return key;
        });
    }

    private static void publishUntilItWorks(Database database, String key) {
        for (int attempt = 1; attempt <= 20; attempt++) {
            try {
                publish(database, "client", key);
                return;
            } catch (DatabaseException connectionLost) {
                assertThat(attempt).isLessThan(20);
            }
        }
    }
}
