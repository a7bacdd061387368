import { existsSync } from "node:fs";
import * as path from "node:path";

/** Where the reference material of the project's makers lies, beside the checkout; absent in a user's clone. */
const folder = path.resolve(__dirname, "..", "..", "..", "..", "shared");

/** The path of a file or folder of the reference material, whether or not it is there. */
export function sharedPath(...segments: string[]): string {
  return path.join(folder, ...segments);
}

/**
 * A mocha suite that reads the reference material at `segments`. Where it is absent every test of the suite is reported
 * as pending (counted as skipped in the closing line of `npm test`), with the missing path in the suite's title.
 */
export function describeWithShared(title: string, segments: string[], suite: () => void): void {
  const present = existsSync(sharedPath(...segments));
  if (present) describe(title, suite);
  else describe.skip(`${title} (SKIPPED: no ../shared/${segments.join("/")} beside this checkout)`, suite);
}
