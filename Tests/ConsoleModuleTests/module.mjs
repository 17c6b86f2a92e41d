// Loads a module of the console that imports no other: without a package.json beside it, node would take it for CommonJS.
import { readFile } from 'node:fs/promises';

export async function load(path) {
  const text = await readFile(new URL(`../../Sources/ArresterConsole/Web/js/${path}`, import.meta.url), 'utf8');
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
