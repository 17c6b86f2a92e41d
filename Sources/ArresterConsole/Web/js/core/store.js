/** All that the screens show. Changes are told together, once before the next frame. */

export class Store {
  me = null;
  /** null until the service has told it. */
  status = null;
  /** The busiest first. */
  principals = null;
  model = null;
  /** By identifier. */
  breakers = new Map();
  requests = new Map();
  trips = new Map();
  /** phase: connecting, live, behind, broken. */
  connection = { phase: 'connecting', detail: '', heardAt: 0 };

  #listeners = new Set();
  #isWaiting = false;

  /** @returns {() => void} ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes something, and has whoever looks told of it. */
  change(change) {
    change(this);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    const tell = () => {
      if (!this.#isWaiting) return;
      this.#isWaiting = false;
      for (const listener of [...this.#listeners]) listener();
    };
    requestAnimationFrame(tell);
    // A tab in the background gets no frames.
    setTimeout(tell, 250);
  }

  /** Takes one thing that the service tells. */
  apply(type, value) {
    switch (type) {
      case 'status': this.status = value; break;
      case 'principals': this.principals = value.principals; break;
      case 'breaker': this.breakers.set(value.id, value); break;
      case 'request': this.requests.set(value.id, value); break;
      case 'trip': this.trips.set(value.id, value); break;
      default: break;
    }
  }

  get isLoaded() { return this.status !== null && this.principals !== null; }

  get breakerList() { return [...this.breakers.values()]; }

  /** Of one breaker, the newest first. */
  requestsAbout(breaker) {
    return [...this.requests.values()].filter((request) => request.breaker?.id === breaker)
      .sort((left, right) => right.askedAt.localeCompare(left.askedAt));
  }

  get pendingRequests() {
    return [...this.requests.values()].filter((request) => request.state === 'pending');
  }

  breakerOf(trip) {
    return this.breakerList.find((breaker) => breaker.trip?.id === trip || breaker.suppressed?.trip.id === trip);
  }
}
