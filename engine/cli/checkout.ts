import * as path from "node:path";

/** The checkout this code was compiled in: `dist/engine/cli/` lies three folders below it. */
export const CHECKOUT = path.resolve(__dirname, "..", "..", "..");
