import ArresterEvents
import ArresterKafka
import CZlib

/// The versions of Arrester and of the libraries that it runs on.
public enum ArresterVersion {
  public static let text = "0.1.0"

  public static var lines: [String] {
    [
      "arrester \(text)", "librdkafka \(KafkaLibrary.version)", "simdjson, as \(JSONIndexer.implementation)",
      "zlib \(String(cString: zlibVersion()))",
    ]
  }
}
