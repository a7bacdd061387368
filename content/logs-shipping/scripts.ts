import { readFileSync } from "node:fs";
import * as path from "node:path";

/** Where the scripts lie: they are not compiled. */
export const SCRIPTS_FOLDER = path.resolve(__dirname, "..", "..", "..", "content", "logs-shipping", "ruby");

/** The files that a program loads: name → text. */
type Scripts = Readonly<Record<string, string>>;

/** What both programs make of a line. */
export const LIBRARY = "record_fields.rb";
/** The script of Logstash's `ruby` filter. */
export const LOGSTASH_SCRIPT = "logstash_fields.rb";
/** Fluentd finds the filter `pharos_fields` by this name. */
const FLUENTD_PLUGIN = "filter_pharos_fields.rb";

export function logstashScripts(): Scripts {
  return read(LIBRARY, LOGSTASH_SCRIPT);
}

export function fluentdScripts(): Scripts {
  return read(LIBRARY, FLUENTD_PLUGIN);
}

function read(...names: readonly string[]): Scripts {
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(SCRIPTS_FOLDER, name), "utf8")]),
  );
}
