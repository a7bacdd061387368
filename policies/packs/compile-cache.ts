import * as nodeModule from "node:module";

/**
 * Lets Node keep compiled code between runs, where it can (22.8 and later): import this before anything large. It honours
 * `NODE_COMPILE_CACHE` for the folder, and `NODE_DISABLE_COMPILE_CACHE`.
 */
const { enableCompileCache } = nodeModule as { enableCompileCache?: () => unknown };
enableCompileCache?.();
