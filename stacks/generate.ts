import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { APPLICATIONS_FILE, applicationsDocs } from "./applications-docs";
import { DOCS_FILE, settingsDocs } from "./docs";
import { LIMITS_FILE, limitsDocs } from "./limits-docs";
import { NETWORK_FILE, networkDocs } from "./network-docs";
import { SIZES_FILE, sizesDocs } from "./sizes-docs";
import { PERMISSIONS_FILE, permissionsDocs } from "./permissions-docs";
import { SCHEMA_FILE, stackFileSchema } from "./settings-schema";

/** What is made from the settings' schema and the tables of permissions, of flows and of applications: file, relative to the project's root, and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    [SCHEMA_FILE, prettyJson(stackFileSchema())],
    [DOCS_FILE, settingsDocs()],
    [PERMISSIONS_FILE, permissionsDocs()],
    [NETWORK_FILE, networkDocs()],
    [APPLICATIONS_FILE, applicationsDocs()],
    [LIMITS_FILE, limitsDocs()],
    [SIZES_FILE, sizesDocs()],
  ]);
}

/** Same as `printWidth` of the repository's formatter. */
const LINE_WIDTH = 110;

/** JSON as the repository's formatter leaves it: lists of plain values on one line where they fit. */
function prettyJson(value: unknown): string {
  const spread = JSON.stringify(value, null, 2);
  const text = spread.replace(
    /^(.*)\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (lines, head: string, items: string, comma: string) => {
      const line = `${head}[${items
        .split("\n")
        .map((item) => item.trim())
        .join(" ")}]${comma}`;
      return line.length <= LINE_WIDTH ? line : lines;
    },
  );
  return `${text}\n`;
}

/** Writes them. Run by hand after a change of the schema: `node dist/stacks/generate.js`. */
function main(): void {
  const root = path.resolve(__dirname, "..", "..");
  for (const [file, text] of generatedFiles()) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    process.stdout.write(`wrote ${file}\n`);
  }
}

if (require.main === module) {
  main();
}
