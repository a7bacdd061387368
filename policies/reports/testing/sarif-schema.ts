import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv, { type ValidateFunction } from "ajv";

const SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

/** Formats that the schema names. */
const FORMATS = {
  uri: (text: string) => URL.canParse(text),
  "uri-reference": (text: string) => URL.canParse(text, "https://example.com/"),
  "date-time": (text: string) => /T.*Z$/.test(text) && !Number.isNaN(Date.parse(text)),
};

/** The official JSON schema of SARIF 2.1.0, as Microsoft's SDK for SARIF carries it. */
export function sarifValidator(): ValidateFunction {
  const schema = JSON.parse(readFileSync(createRequire(__filename).resolve(SCHEMA), "utf8")) as Record<
    string,
    unknown
  >;
  // It is written in an older draft of JSON Schema, and uses nothing of it that has changed since but its own name.
  delete schema["$schema"];
  delete schema["id"];
  // Its patterns are of the old kind, too.
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: FORMATS }).compile(schema);
}
