import ArresterConsole
import ArresterServer

/// The console over HTTP. Its files need no token: they are the same at every installation, and say nothing of any.
enum ConsoleRoutes {
  static func make(_ site: ConsoleSite = ConsoleSite()) -> [Route] { [page(site), files(site)] }

  private static func page(_ site: ConsoleSite) -> Route {
    let tag = "\"\(site.version)\""
    return Route(
      "GET", "/", .nobody, bodyBytes: 0,
      handler: .immediate { context in
        var headers = guards + [("Cache-Control", "no-cache"), ("ETag", tag)]
        guard context.request.headers["if-none-match"] != tag else { return HTTPResponse(status: 304, headers: headers) }
        headers.append(("Content-Type", "text/html; charset=utf-8"))
        return HTTPResponse(status: 200, headers: headers, body: site.page)
      })
  }

  private static func files(_ site: ConsoleSite) -> Route {
    Route(
      "GET", "/console/{version}/{path...}", .nobody, bodyBytes: 0,
      handler: .immediate { context in
        let parameters = context.parameters
        guard let file = site.file(version: parameters["version"] ?? "", path: parameters["path"] ?? "") else {
          throw HTTPProblem(404, "not found", "the console has no such file in this version; load / anew")
        }
        let headers = guards + [("Content-Type", file.mediaType), ("Cache-Control", "public, max-age=31536000, immutable")]
        return HTTPResponse(status: 200, headers: headers, body: file.bytes)
      })
  }

  /// Nothing inline, nothing from elsewhere, in nobody's frame; text never becomes markup (`require-trusted-types-for`).
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

  private static let guards = [
    ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
  ]
}
