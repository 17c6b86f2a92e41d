/**
 * Reads `text/event-stream` out of pieces as they come (HTML standard, section 9.2). The browser's own reader cannot send a token.
 */
export class EventParser {
  #rest = '';
  #type = '';
  #data = [];
  /** Of the last event that was complete: where to go on after. */
  lastIdentifier = null;
  #identifier = null;

  /**
   * @param {string} text the next piece.
   * @returns {Array<{type: string, data: string}>} the events that it completes.
   */
  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    return lines.map((line) => this.#take(line)).filter(Boolean);
  }

  #take(line) {
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#type = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#identifier = value;
    return null;
  }

  #dispatch() {
    if (this.#identifier !== null) this.lastIdentifier = this.#identifier;
    const event = this.#data.length > 0 ? { type: this.#type || 'message', data: this.#data.join('\n') } : null;
    this.#type = '';
    this.#data = [];
    return event;
  }
}
