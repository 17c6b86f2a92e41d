import ArresterBreaker
import ArresterEnforcement

/// What enforcers are asked for: the newest order of each breaker, handed out once its record is committed.
extension StreamService {
  /// A breaker calls its enforcers, or takes their denies away.
  func order(_ breaker: Breaker) {
    guard desk != nil, let order = makeOrder(breaker) else { return }
    orders[breaker.key] = order
    pendingOrders.insert(breaker.key)
  }

  /// After an assignment: what this member's breakers ask for, all of it committed. Giving an order again changes nothing that holds.
  func orderAnew() {
    guard let desk, let board else { return }
    orders.removeAll()
    pendingOrders.removeAll()
    for breaker in board.board.breakers.values where owner.owns(breaker.key) {
      if let order = makeOrder(breaker) { orders[breaker.key] = order }
    }
    desk.carryOut(Array(orders.values))
  }

  /// The partitions are another's: so are their orders.
  func forgetOrders() {
    desk?.forget(Array(orders.keys))
    for key in orders.keys { leaks.forget(key) }
    orders.removeAll()
    pendingOrders.removeAll()
  }

  private func makeOrder(_ breaker: Breaker) -> DenyOrder? {
    guard let desired = breaker.desiredDeny else { return nil }
    let extent: DenyOrder.Extent =
      switch desired {
      case .allWrites: .allWrites
      case .destructiveWrites: .destructiveWrites
      case .nothing: .nothing
      }
    let trip = breaker.trip?.identifier
    return DenyOrder(
      key: breaker.key, trip: trip, session: trip.flatMap { trips[$0]?.verdict.session }, extent: extent, revision: breaker.revision)
  }
}
