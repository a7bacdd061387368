import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { UserError } from "../content/user-error";

/** Written into the build's folder by whoever compiles: the hash of the sources it was made from. */
const STAMP = ".build.json";

/** Plain JavaScript of the checkout, which the compiler does not touch. */
interface Sources {
  readonly hashSources: (root: string) => string;
}

/**
 * Refuses to run a build that is not that of the sources beside it: it would deploy what somebody changed since. Takes about ten
 * milliseconds. A program that was packed without its sources has nothing to compare with, and no stamp: it is refused, too.
 * @param build the folder that holds the compiled program
 * @param root the checkout
 * @throws UserError
 */
export function assertFreshBuild(
  build = path.resolve(__dirname, ".."),
  root = path.resolve(build, ".."),
): void {
  const stamp = readStamp(build);
  const { hashSources } = createRequire(path.join(root, "package.json"))(
    "./engine/build/sources.js",
  ) as Sources;
  if (stamp === hashSources(root)) return;
  const what =
    stamp === undefined
      ? "says of no sources that it was built from them"
      : "was built from other sources than those beside it";
  throw new UserError(`the compiled program in ${path.relative(root, build)}/ ${what}`, "npm run build");
}

function readStamp(build: string): string | undefined {
  try {
    const { sources } = JSON.parse(readFileSync(path.join(build, STAMP), "utf8")) as { sources?: string };
    return sources;
  } catch {
    return undefined; // absent, or half-written
  }
}
