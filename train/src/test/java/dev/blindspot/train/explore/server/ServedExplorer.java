package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.explore.DrawnExplorer;
import dev.blindspot.train.explore.session.Explorer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An explorer of five images behind a server, for all tests of a class. */
final class ServedExplorer implements AfterEachCallback, AfterAllCallback {
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final Explorer explorer = DrawnExplorer.of(5);
  private final ExplorerServer server =
      ExplorerServer.start(explorer, ExplorerServer.LOOPBACK, 0, faults::add);

  /** Asks it. */
  final Client client = new Client(server.address());

  Explorer explorer() {
    return explorer;
  }

  ExplorerServer server() {
    return server;
  }

  /** The sentence in which a request was refused. */
  String refusal(HttpResponse<String> response, int status) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).doesNotContain("\tat ", "Exception");
    return client.json(response).get("error").textValue();
  }

  /** Nothing went wrong on our side. */
  @Override
  public void afterEach(ExtensionContext test) {
    assertThat(faults).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    server.close();
    explorer.close();
  }
}
