package io.robustdb.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Chromium without a window, that sees what a person sees, over the W3C's WebDriver protocol. A
 * library for that would stand on the class path of every child JVM. For one thread.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern PORT = Pattern.compile("successfully on port (\\d+)");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long LONGEST_MILLIS = 20_000;
  private static final long PAUSE_MILLIS = 50;
  private static final int HEIGHT = 1000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, int port, Path profile) {
    this.driver = driver;
    String server = "http://127.0.0.1:" + port + "/session";
    ObjectNode options = object();
    options.put("binary", CHROMIUM.toString());
    options.set(
        "args",
        JSON.valueToTree(
            List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile)));
    ObjectNode wanted = object();
    wanted.put("browserName", "chrome");
    wanted.set("goog:chromeOptions", options);
    wanted.set("goog:loggingPrefs", object().put("browser", "SEVERE"));
    ObjectNode body = object();
    body.set("capabilities", object().set("alwaysMatch", wanted));
    this.session = server + "/" + post(server, body).get("sessionId").asString();
  }

  /** Whether this machine has Debian's packages chromium and chromium-driver. */
  public static boolean isThere() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  /** Opens one, with a profile of its own in a folder that need not exist. */
  public static Browser open(Path profile) throws IOException {
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = driver.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Browser(driver, Integer.parseInt(port.group(1)), profile);
      }
    }
    throw new IOException("the browser's driver has ended");
  }

  /** Looks at a page, so wide and in light or dark colours. */
  public void look(String url, int width, boolean dark) {
    ObjectNode feature = object();
    feature.put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
    ObjectNode parameters = object();
    parameters.putArray("features").add(feature);
    ObjectNode command = object();
    command.put("cmd", "Emulation.setEmulatedMedia").set("params", parameters);
    post(session + "/goog/cdp/execute", command);
    post(session + "/window/rect", object().put("width", width).put("height", HEIGHT));
    post(session + "/url", object().put("url", "about:blank"));
    errors(); // of the page before
    post(session + "/url", object().put("url", url));
  }

  /** Waits for something that a script makes true. */
  public void await(String condition) throws InterruptedException {
    long end = System.currentTimeMillis() + LONGEST_MILLIS;
    while (!get(condition).asBoolean()) {
      if (System.currentTimeMillis() > end) {
        throw new AssertionError("not in time: " + condition + "\n" + text("body"));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** What an expression of the page gives. */
  public JsonNode get(String expression) {
    ObjectNode script = object().put("script", "return " + expression);
    script.putArray("args");
    return post(session + "/execute/sync", script);
  }

  /** The text that is seen of an element. */
  public String text(String selector) {
    return send(HttpRequest.newBuilder(uri(element(selector) + "/text")).GET()).asString();
  }

  /** How many elements there are. */
  public int count(String selector) {
    return get("document.querySelectorAll(" + JSON.writeValueAsString(selector) + ").length")
        .asInt();
  }

  public void click(String selector) {
    post(element(selector) + "/click", object());
  }

  /** Types into a field, in place of what stood there. */
  public void type(String selector, String text) {
    String field = element(selector);
    post(field + "/clear", object());
    post(field + "/value", object().put("text", text));
  }

  /** Whether nothing stands out to the right of the window. */
  public boolean fits() {
    return get("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        .asBoolean();
  }

  /** Errors that the page's scripts and its policy have met since this was asked last. */
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    post(session + "/se/log", object().put("type", "browser"))
        .forEach(entry -> errors.add(entry.get("message").asString()));
    return errors;
  }

  /** A picture of what is seen, as PNG. */
  public byte[] picture() {
    String picture = send(HttpRequest.newBuilder(uri(session + "/screenshot")).GET()).asString();
    return Base64.getDecoder().decode(picture);
  }

  private String element(String selector) {
    ObjectNode wanted = object().put("using", "css selector").put("value", selector);
    JsonNode found = post(session + "/element", wanted);
    return session + "/element/" + found.iterator().next().asString();
  }

  private JsonNode post(String url, ObjectNode body) {
    return send(
        HttpRequest.newBuilder(uri(url))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode value = JSON.readTree(response.body()).get("value");
      if (response.statusCode() != 200) {
        throw new AssertionError(response.uri() + ": " + value.get("message"));
      }
      return Objects.requireNonNull(value);
    } catch (IOException gone) {
      throw new AssertionError("the browser has ended", gone);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stop);
    }
  }

  private static URI uri(String url) {
    return URI.create(url);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    try {
      send(HttpRequest.newBuilder(uri(session)).DELETE());
    } finally {
      driver.destroy();
    }
  }
}
