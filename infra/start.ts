// Imported for its effects, before everything else.
import * as modules from "node:module";
import * as path from "node:path";
import { lightenStackTraces } from "./stack-traces";

/** Compiled code of the program and its libraries; a second start loads in about half the time. Under `.pharos/`, which git ignores. */
const CACHE = path.resolve(__dirname, "..", "..", ".pharos", "compile-cache");

/** Node 22.1 and later. */
type WithCompileCache = typeof modules & { enableCompileCache?: (folder: string) => unknown };

(modules as WithCompileCache).enableCompileCache?.(CACHE);
lightenStackTraces();
