import ArresterBase

/// The parts that a report is made of.
extension PageText {
  mutating func section(_ identifier: String, _ title: String, _ body: (inout PageText) -> Void) {
    element("section", [("id", identifier), ("aria-labelledby", identifier + "-title")]) { page in
      page.element("h2", [("id", identifier + "-title")], text: title)
      body(&page)
    }
  }

  /// A name that somebody else chose: it turns no line around.
  mutating func name(_ name: String) {
    element("bdi", [("class", "name")]) { page in
      // Lines are broken behind slashes first: the last part of a role is what tells it from others.
      for (index, part) in ShownName.text(name).split(separator: "/", omittingEmptySubsequences: false).enumerated() {
        if index > 0 {
          page.text("/")
          page.markup("<wbr>")
        }
        page.text(String(part))
      }
    }
  }

  /// Terms with what is said of each.
  mutating func facts(_ facts: [(term: String, words: String)]) {
    element("dl", [("class", "facts")]) { page in
      for fact in facts {
        page.element("dt", text: fact.term)
        page.element("dd", text: ShownName.text(fact.words))
      }
    }
  }

  /// What may be wider than the window; the keyboard reaches it to scroll.
  mutating func wide(_ label: String, style: String = "", _ body: (inout PageText) -> Void) {
    element("div", [("class", "wide " + style), ("tabindex", "0"), ("role", "region"), ("aria-label", label)], body)
  }

  /// - Parameters:
  ///   - numbers: the columns that are set to the right.
  ///   - names: the columns that hold names.
  ///   - fixed: the columns whose lines are not broken.
  mutating func table(
    _ label: String, header: [String], numbers: Set<Int> = [], names: Set<Int> = [], fixed: Set<Int> = [], rows: [[String]]
  ) {
    wide(label) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for (column, title) in header.enumerated() {
              page.element("th", PageText.style(column, numbers, fixed, scope: "col"), text: title)
            }
          }
        }
        page.element("tbody") { page in
          for row in rows { page.row(row, numbers, names, fixed) }
        }
      }
    }
  }

  private mutating func row(_ cells: [String], _ numbers: Set<Int>, _ names: Set<Int>, _ fixed: Set<Int>) {
    element("tr") { page in
      for (column, cell) in cells.enumerated() {
        page.element("td", PageText.style(column, numbers, fixed)) { page in
          if names.contains(column) { page.name(cell) } else { page.text(ShownName.text(cell)) }
        }
      }
    }
  }

  private static func style(_ column: Int, _ numbers: Set<Int>, _ fixed: Set<Int>, scope: String? = nil) -> [(String, String)] {
    let style = numbers.contains(column) ? "number" : fixed.contains(column) ? "fixed" : nil
    return (style.map { [("class", $0)] } ?? []) + (scope.map { [("scope", $0)] } ?? [])
  }
}
