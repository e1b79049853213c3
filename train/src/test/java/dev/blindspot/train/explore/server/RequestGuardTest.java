package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import dev.blindspot.train.explore.image.RequestException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server on all interfaces, as {@code --host 0.0.0.0} makes one. */
class RequestGuardTest {
  private static final RequestGuard EVERYWHERE =
      new RequestGuard("token", Set.of("localhost:80"), 80, true);

  private static Headers from(String host) {
    Headers headers = new Headers();
    headers.set("Host", host);
    return headers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7:80", "[2001:db8::7]:80", "localhost:80"})
  void anAddressOfDigitsIsAnsweredButNeverWithoutTheToken(String host) {
    assertThat(EVERYWHERE.enter(from(host), "/token/api/state")).isEqualTo("api/state");
    assertThatThrownBy(() -> EVERYWHERE.enter(from(host), "/api/state"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:80",
        "192.0.2.7:81",
        "192.0.2.7",
        "192.0.2.7.evil.example:80",
        ":80"
      })
  void aNameThatDnsCouldPointHereIsRefused(String host) {
    assertThatThrownBy(() -> EVERYWHERE.enter(from(host), "/token/api/state"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Host");
  }

  @Test
  void toThisMachineAloneAddressesOfOthersAreRefused() {
    RequestGuard local = new RequestGuard("token", Set.of("127.0.0.1:80"), 80, false);
    assertThatThrownBy(() -> local.enter(from("192.0.2.7:80"), "/token/"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Host");
  }
}
