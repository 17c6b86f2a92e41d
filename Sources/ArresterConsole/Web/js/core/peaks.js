/** The most that each principal was seen at, signal by signal. */
export class Peaks {
  /** By principal: kind, and the largest reading by signal and window. */
  #known = new Map();
  static most = 5000;

  get count() { return this.#known.size; }

  /** @param {Array<object>} principals as `/v1/principals` lists them. */
  take(principals) {
    for (const principal of principals) {
      const key = `${principal.platform}\n${principal.scope}\n${principal.principal}\n${principal.kind}`;
      let known = this.#known.get(key);
      if (!known) {
        if (this.#known.size >= Peaks.most) continue;
        known = { kind: principal.kind, readings: new Map() };
        this.#known.set(key, known);
      }
      for (const { name, windowSeconds, observed } of principal.signals) {
        const place = `${name}/${windowSeconds}`;
        known.readings.set(place, Math.max(observed, known.readings.get(place) ?? 0));
      }
    }
  }

  /** One for each principal of the kind. */
  values(kind, signal, windowSeconds) {
    const place = `${signal}/${windowSeconds}`;
    return [...this.#known.values()].filter((one) => one.kind === kind).map((one) => one.readings.get(place) ?? 0);
  }
}
