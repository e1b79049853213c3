package dev.blindspot.train.cli;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** The browser of whoever sits at this machine. */
final class OpenedBrowser {
  private OpenedBrowser() {}

  /**
   * Opens an address where there is a browser; where there is none, the printed address will do.
   */
  static void open(String address) {
    if (GraphicsEnvironment.isHeadless()
        || !Desktop.isDesktopSupported()
        || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
      return;
    }
    try {
      Desktop.getDesktop().browse(URI.create(address));
    } catch (IOException noBrowser) {
      // the address stands on the console
    }
  }

  /** Whether an address is one that no other machine reaches. */
  static boolean isThisMachineAlone(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
