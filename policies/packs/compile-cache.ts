import * as nodeModule from "node:module";
import * as path from "node:path";

/** Under `.pharos/` of the checkout, which git ignores: nothing is written into the machine's temporary folder. */
const CACHE = path.resolve(__dirname, "..", "..", "..", ".pharos", "compile-cache");

/** Lets Node keep compiled code between runs, where it can (22.1 and later): import this before anything large. */
const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
enableCompileCache?.(CACHE);
