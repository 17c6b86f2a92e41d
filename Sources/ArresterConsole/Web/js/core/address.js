/** Where a file of this version of the console is. */
export function address(path) {
  return new URL(`../../${path}`, import.meta.url).pathname;
}
