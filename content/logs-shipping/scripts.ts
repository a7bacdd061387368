import { readFileSync } from "node:fs";
import * as path from "node:path";

import { ARCHIVE_SCRIPT } from "./archive";

/** Where the scripts lie: they are not compiled. */
export const SCRIPTS_FOLDER = path.resolve(__dirname, "..", "..", "..", "content", "logs-shipping", "ruby");

const SECURITY_FOLDER = path.join(SCRIPTS_FOLDER, "..", "javascript");

/** The files that a program loads: name → text. */
type Scripts = Readonly<Record<string, string>>;

/** What both programs make of a line; and of what comes by OTLP, which loads the other. */
export const LIBRARY = "record_fields.rb";
export const OTLP_LIBRARY = "otlp_fields.rb";
/** The script of Logstash's `ruby` filter. */
export const LOGSTASH_SCRIPT = "logstash_fields.rb";
/** The same for what was put aside. */
export const LOGSTASH_DEAD_LETTERS_SCRIPT = "logstash_dead_letters.rb";
/** Fluentd finds its filters by these names: `pharos_fields` and so on. */
const FLUENTD_PLUGINS = [
  "filter_pharos_fields.rb",
  "filter_pharos_otlp.rb",
  "filter_pharos_dead_letters.rb",
] as const;

/** The script of Filebeat's processor for AWS's security records. */
export const SECURITY_SCRIPT = "security_records.js";

export function securityScripts(): Scripts {
  return { [SECURITY_SCRIPT]: readFileSync(path.join(SECURITY_FOLDER, SECURITY_SCRIPT), "utf8") };
}

/** What Logstash loads besides where it copies to the archive. */
export function archiveScripts(): Scripts {
  return read(ARCHIVE_SCRIPT);
}

export function logstashScripts(): Scripts {
  return read(LIBRARY, OTLP_LIBRARY, LOGSTASH_SCRIPT, LOGSTASH_DEAD_LETTERS_SCRIPT);
}

export function fluentdScripts(): Scripts {
  return read(LIBRARY, OTLP_LIBRARY, ...FLUENTD_PLUGINS);
}

function read(...names: readonly string[]): Scripts {
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(SCRIPTS_FOLDER, name), "utf8")]),
  );
}
