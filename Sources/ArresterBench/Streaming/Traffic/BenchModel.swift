import Arrester
import ArresterEvents

/// The model as a service that the benchmark starts itself uses it.
enum BenchModel {
  /// Far enough for any rate that a machine can offer.
  private static let factor = 1e9

  /// Agents that are to trip are agents, and those of the background are not. The limits of every other kind are put out of reach: what a few principals do in place of a
  /// whole company would page and warn all the time, and decisions are to come at the rate that was asked for. Every signal is
  /// computed all the same.
  static func prepared(_ model: Model) -> Model {
    var model = model
    let declarations = ["arn:aws:iam::*:role/bench-*-agent=agent", "arn:aws:iam::*:role/claude-code-worker-*=automation"]
    model.declare(declarations.compactMap { KindDeclaration($0) })
    for kind in PrincipalKind.allCases where kind != .agent {
      for index in model.engine.limits[kind].indices {
        model.engine.limits[kind][index].hard = model.engine.limits[kind][index].hard.map { $0 * factor }
        model.engine.limits[kind][index].soft = model.engine.limits[kind][index].soft.map { $0 * factor }
      }
    }
    return model
  }
}
