import assert from "node:assert/strict";
import * as path from "node:path";
import { parse } from "yaml";
import type { LogPath } from "../content/applications/log-path";
import { CONTAINER_LOGS, type LogFiles } from "../content/logs-shipping/routes";
import { readersOf } from "../content/logs-shipping/testing/readers";
import { record, type Recording } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { recordStacks, STACKS } from "./testing/stacks";

/** A cluster that is there already, whose stack has the workload of finance alone. */
const EXISTING = "eu-central-1";
const EXAMPLE = path.resolve(__dirname, "..", "..", "docs", "examples", "existing-cluster");

/** Namespaces that nobody registers, as the cluster has them. */
const OTHERS = ["kube-system", "default"];

const HASH = "0f5ba8f4cfa1fd6bd8f8a9ee1fbe2d6b3c7c1fd0a5a1f3a2bb6c6c3d5c0e9f71";

function configOf(recording: Recording, name: string, file: string): unknown {
  const [found] = recording.resources.filter(
    (each) => each.type === "kubernetes:core/v1:ConfigMap" && each.name === name,
  );
  if (found === undefined) return undefined;
  return parse((found.inputs["data"] as Record<string, string>)[file] ?? "");
}

const none: LogFiles = { include: [], exclude: [] };

/** What the agents that are registered read, by their own files. */
function filesOf(recording: Recording): Record<LogPath, LogFiles> {
  const filebeat = configOf(recording, "filebeat-config", "filebeat.yml") as
    | {
        "filebeat.inputs": {
          paths: string[];
          "prospector.scanner": { exclude_files?: string[] };
        }[];
      }
    | undefined;
  const fluentBit = configOf(recording, "fluent-bit-config", "fluent-bit.yaml") as
    { pipeline: { inputs: { path?: string }[] } } | undefined;
  const [input] = filebeat?.["filebeat.inputs"] ?? [];
  return {
    logstash:
      input === undefined
        ? none
        : { include: input.paths, exclude: input["prospector.scanner"].exclude_files ?? [] },
    fluentd: {
      include: fluentBit?.pipeline.inputs.flatMap(({ path: files = "" }) => files.split(",")) ?? [],
      exclude: [],
    },
  };
}

/** `namespace: label: path` of every namespace of a stack; `none` for one that no agent reads, several paths for one that two do. */
function shipped(recording: Recording, files = filesOf(recording)): string[] {
  const registered = recording.ofType("kubernetes:core/v1:Namespace").map(({ inputs }) => {
    const { name, labels } = inputs["metadata"] as { name: string; labels: Record<string, string> };
    return { name, label: labels["pharos/log-path"] ?? "no label" };
  });
  return [...registered, ...OTHERS.map((name) => ({ name, label: "made elsewhere" }))].map(
    ({ name, label }) => {
      const readers = readersOf(`${CONTAINER_LOGS}/pod-0_${name}_main-${HASH}.log`, (way) => files[way]);
      return `${name}: ${label}: ${readers.join(" and ") || "none"}`;
    },
  );
}

const byOne = (way: LogPath, ...names: readonly string[]): string[] =>
  names.map((name) => `${name}: ${way}: ${way}`);
const PLATFORM = [
  "monitoring",
  "dashboards",
  "node-agents",
  "cert-manager",
  "external-secrets",
  "keda",
  "runtime-security",
  "tracing",
  "logging",
  "access",
];
const FINANCE = ["payments", "trading", "accounts", "fraud-scoring"];
const DAG = ["chain", "ledger", "ledger-gateway"];
const elsewhere = OTHERS.map((name) => `${name}: made elsewhere: logstash`);

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("logs of every namespace", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  let existing: Recording;
  before(async () => {
    recordings = await recordStacks();
    const { settings, topology } = loadSettings(EXAMPLE, EXISTING);
    existing = await record(() => createRegion({ settings, topology }), { stack: EXISTING });
  });

  for (const stack of STACKS)
    it(`of ${stack} are read by the agents of one path, which is the one on its label`, () => {
      assert.deepEqual(
        shipped(recordings.get(stack) ?? assert.fail(stack)).sort(),
        [...byOne("logstash", ...PLATFORM, ...FINANCE), ...byOne("fluentd", ...DAG), ...elsewhere].sort(),
      );
    });

  it("of a stack without the chain all go one way", () => {
    assert.deepEqual(
      shipped(existing).sort(),
      [...byOne("logstash", ...PLATFORM, ...FINANCE), ...elsewhere].sort(),
    );
  });

  it("would not pass if one were read by nobody, or by two", () => {
    const recording = recordings.get(STACKS[0] ?? "") ?? assert.fail();
    const { logstash, fluentd } = filesOf(recording);
    const lost = shipped(recording, { logstash, fluentd: none });
    assert.ok(lost.includes("ledger: fluentd: none"));
    const twice = shipped(recording, { logstash: { ...logstash, exclude: [] }, fluentd });
    assert.ok(twice.includes("ledger: fluentd: logstash and fluentd"));
  });
});
