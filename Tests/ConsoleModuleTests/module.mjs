// Loads a module of the console with what it imports: without a package.json beside them, node would take them for CommonJS.
import { readFile } from 'node:fs/promises';

const root = new URL('../../Sources/ArresterConsole/Web/js/', import.meta.url);

export async function load(path) {
  return import(await dataAddress(new URL(path, root)));
}

async function dataAddress(file) {
  let text = await readFile(file, 'utf8');
  for (const [clause, imported] of text.matchAll(/ from '(\.[^']+)'/g)) {
    text = text.replace(clause, ` from '${await dataAddress(new URL(imported, file))}'`);
  }
  return `data:text/javascript,${encodeURIComponent(text).replaceAll("'", '%27')}`;
}
