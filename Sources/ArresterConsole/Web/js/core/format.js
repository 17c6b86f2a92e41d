/** Numbers, times and names for people. Units are always said. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12,345 */
export function count(number) {
  return whole.format(number);
}

/** "1 resource", "3 resources" */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** A value of a signal: whole where it is one, else two digits. */
export function amount(number) {
  return Number.isInteger(number) ? count(number) : number.toFixed(2);
}

/** A span in nanoseconds: "0.4 ms", "12 ms", "3.2 s", "4 min 10 s", "2 h 5 min". A negative one keeps its sign. */
export function span(nanoseconds) {
  if (nanoseconds < 0) return `−${span(-nanoseconds)}`;
  const milliseconds = nanoseconds / 1e6;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return longSpan(Math.round(seconds));
}

/** A span in whole seconds, in its two largest units. */
export function longSpan(seconds) {
  const units = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [size, name] = units[first];
  const head = `${Math.floor(seconds / size)} ${name}`;
  const next = units[first + 1];
  const rest = next ? Math.floor((seconds % size) / next[0]) : 0;
  return rest > 0 ? `${head} ${rest} ${next[1]}` : head;
}

/** The length of a window: "5 min", "1 h", "90 s". */
export function windowLength(seconds) {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shortClockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const zoneFormat = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });

/** Time of day here; with the day where that is not today. */
export function clock(time, now = Date.now()) {
  const moment = new Date(time);
  const text = clockFormat.format(moment);
  return isSameDay(moment, new Date(now)) ? text : `${dayFormat.format(moment)}, ${text}`;
}

/** Hours and minutes here. */
export function shortClock(time) {
  return shortClockFormat.format(new Date(time));
}

/** The time zone that `clock` writes in: "CET". */
export function zone() {
  return zoneFormat.formatToParts(new Date()).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

function isSameDay(left, right) {
  return left.toDateString() === right.toDateString();
}

/** "just now", "3 min ago", "in 12 min". */
export function relative(time, now = Date.now()) {
  const seconds = Math.round((now - new Date(time).getTime()) / 1000);
  if (Math.abs(seconds) < 5) return 'just now';
  return seconds > 0 ? `${roughSpan(seconds)} ago` : `in ${roughSpan(-seconds)}`;
}

function roughSpan(seconds) {
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 129600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

/**
 * What people call a principal, and what it belongs to.
 * @returns {{called: string, of: string}} "role platform-agent", "AWS account 111122223333"
 */
export function principalName(platform, principal, scope) {
  const arn = /^arn:[^:]*:([^:]*):[^:]*:([^:]*):(.*)$/.exec(principal);
  if (arn) {
    const path = arn[3].split('/');
    const called = path.length > 1 ? `${path[path.length - 1]}` : arn[3];
    const type = path.length > 1 ? path[0].replace('assumed-role', 'role') : arn[1];
    return { called, of: `${type} in AWS account ${arn[2] || scope}` };
  }
  if (platform === 'kubernetes') {
    const slash = principal.indexOf('/');
    const called = slash > 0 ? principal.slice(slash + 1) : principal;
    return { called, of: `Kubernetes cluster ${scope || principal.slice(0, Math.max(0, slash))}` };
  }
  return { called: principal, of: `${platformNames[platform] ?? platform}${scope ? ` ${scope}` : ''}` };
}

export const platformNames = { aws: 'AWS', kubernetes: 'Kubernetes', gcp: 'Google Cloud', azure: 'Azure' };

/** The last part of a resource's name, which tells it from others. */
export function resourceName(identifier) {
  const arn = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/.exec(identifier);
  if (arn) return `${arn[1]} ${arn[2]}`;
  return identifier.startsWith('https://') ? identifier.split('/').pop() : identifier;
}
