import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { parse } from "yaml";
import { obtainRuby } from "../../engine/tools/obtain-ruby";
import { ARCHIVE_SCRIPT, archivedDatasets } from "./archive";
import { logstashSettings } from "./logstash-config";
import { logPlace } from "./place";
import { SCRIPTS_FOLDER } from "./scripts";

const place = logPlace({
  cluster: "acme-production-eu-west-1",
  region: "eu-west-1",
  environment: "production",
});
const archive = { bucket: "acme-production-eu-west-1-log-archive", region: "eu-west-1" };

/** Ruby starts in a tenth of a second, and on a busy machine much later; an installation takes a minute. */
const RUN_TIMEOUT_MS = 60_000;

/** Runs the script on events, each a map by reference, and says of each whether it is let through. */
const HARNESS = `
require "json"
input = JSON.parse($stdin.read)
load input["script"]
register({ "datasets" => input["datasets"] })
Event = Struct.new(:fields) { def get(reference) = fields[reference] }
puts JSON.generate(input["events"].map { |fields| filter(Event.new(fields)).length })
`;

describe("the copy of logs to the locked archive", function () {
  this.timeout(RUN_TIMEOUT_MS);

  it("is not there unless it is asked for", () => {
    const files = logstashSettings(place, 50);
    assert.equal(files["archive.conf"], undefined);
    assert.doesNotMatch(Object.values(files).join("\n"), /archive/);
  });

  it("gets every document that goes to the store, over a queue of its own", () => {
    const [off, on] = [logstashSettings(place, 50), logstashSettings(place, 50, archive)];
    const pipelines = parse(on["pipelines.yml"] ?? "") as Record<string, unknown>[];
    assert.deepEqual(pipelines.at(-1), {
      "pipeline.id": "archive",
      "path.config": "/etc/logstash/archive.conf",
      "queue.type": "persisted",
      "queue.max_bytes": "2560mb",
      "queue.checkpoint.writes": 1,
    });
    const sends = '    pipeline { id => "to-archive" send_to => ["archive"] }\n';
    assert.equal(on["containers.conf"]?.replace(sends, ""), off["containers.conf"]);
    const output = on["containers.conf"]?.split("output {")[1] ?? "";
    // Beside the store, and not where what cannot be read is put aside.
    assert.ok(output.indexOf(sends) > output.indexOf("} else {"), output);
    assert.equal(on["dead-letters.conf"], off["dead-letters.conf"]);
  });

  it("is encrypted with the bucket's key, and by nobody's credentials but the pod's own", () => {
    const text = logstashSettings(place, 50, archive)["archive.conf"] ?? "";
    const settings = Object.fromEntries(
      [...(text.split("s3 {")[1] ?? "").matchAll(/^ {4}(\w+) => (.+)$/gm)].map(
        ([, name = "", value = ""]) => [name, value],
      ),
    );
    assert.deepEqual(settings, {
      id: '"archive"',
      bucket: '"acme-production-eu-west-1-log-archive"',
      region: '"eu-west-1"',
      prefix: '"logs/%{[data_stream][dataset]}/%{+YYYY}/%{+MM}/%{+dd}/"',
      codec: '"json_lines"',
      encoding: '"gzip"',
      rotation_strategy: '"size_and_time"',
      size_file: "67108864",
      time_file: "10",
      server_side_encryption: "true",
      server_side_encryption_algorithm: '"aws:kms"',
      ssekms_key_id: '"${ARCHIVE_KEY}"',
      temporary_directory: '"/var/lib/logstash/archive"',
      restore: "true",
      validate_credentials_on_root_bucket: "false",
    });
    assert.match(text, /script_params => \{ "datasets" => '\["finance\.app"\]' \}/);
  });

  it("takes documents of regulated streams that were masked, and nothing else, run by Ruby", async function () {
    const ruby = await obtainRuby();
    if (ruby === undefined) return this.skip();
    const dataset = "[data_stream][dataset]";
    const cases: readonly (readonly [Record<string, unknown>, number])[] = [
      [{ [dataset]: "finance.app", "[pharos][masked]": true }, 1],
      [{ [dataset]: "finance.app" }, 0],
      [{ [dataset]: "finance.app", "[pharos][masked]": false }, 0],
      // The mark is a flag: a text that a program wrote under that name is none.
      [{ [dataset]: "finance.app", "[pharos][masked]": "true" }, 0],
      [{ [dataset]: "dag.app", "[pharos][masked]": true }, 0],
      [{ [dataset]: "deadletter.app", "[pharos][masked]": true }, 0],
      [{ "[pharos][masked]": true }, 0],
    ];
    const { status, stdout, stderr } = spawnSync(ruby, ["-e", HARNESS], {
      encoding: "utf8",
      input: JSON.stringify({
        script: path.join(SCRIPTS_FOLDER, ARCHIVE_SCRIPT),
        datasets: JSON.stringify(archivedDatasets),
        events: cases.map(([fields]) => fields),
      }),
    });
    assert.equal(status, 0, stderr);
    assert.deepEqual(
      JSON.parse(stdout),
      cases.map(([, passes]) => passes),
    );
  });
});
