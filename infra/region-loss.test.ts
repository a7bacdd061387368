import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Recording, Registered } from "../components/testing/record";
import { strandedBy } from "../content/region-loss/goes-on";
import type { GraphResource } from "../content/region-loss/graph";
import { REGION_LOSS_FILE, regionLossPage } from "../content/region-loss/render";
import { storesOf, storeTypes, type Store } from "../content/region-loss/stores";
import { dataHolders } from "../policies/evaluation/data-holders";
import { recordStacks } from "./testing/stacks";

const FILE = path.resolve(__dirname, "..", "..", REGION_LOSS_FILE);
/** Set it to accept a change, as for the golden lists. */
const UPDATE = process.env["PHAROS_UPDATE_GOLDEN"] === "1";

/** What holds nothing of its own that could be lost: it passes on, plans, records into a bucket, or says what the program says. */
const NO_STORES = [
  "aws:backup/plan:Plan",
  "aws:cloudtrail/trail:Trail",
  "aws:sns/topic:Topic",
  "kubernetes:core/v1:Secret",
];

const graphOf = (recordings: ReadonlyMap<string, Recording>): GraphResource[] =>
  [...recordings].flatMap(([stack, { resources }]) =>
    resources
      .filter(({ type }) => !type.startsWith("pulumi:") && !type.startsWith("pharos:"))
      .map(({ type, name, inputs, outputs }: Registered) => ({
        stack,
        type,
        name,
        inputs,
        id: String(outputs["id"]),
        arn: String(outputs["arn"]),
      })),
  );

/** The graph without some of its resources. */
const without = (
  graph: readonly GraphResource[],
  isGone: (resource: GraphResource) => boolean,
): GraphResource[] => graph.filter((resource) => !isGone(resource));

/** The graph with other inputs of one resource. */
const changed = (
  graph: readonly GraphResource[],
  stack: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
): GraphResource[] => {
  assert.ok(
    graph.some((each) => each.stack === stack && each.name === name),
    `${stack} ${name}`,
  );
  return graph.map((each) =>
    each.stack === stack && each.name === name ? { ...each, inputs: { ...each.inputs, ...inputs } } : each,
  );
};

const fate = (graph: readonly GraphResource[], name: string): Store =>
  storesOf(graph).find((store) => store.name === name || store.name.startsWith(`${name}: `)) ??
  assert.fail(name);

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("the loss of a region", function () {
  this.timeout(PATIENCE_MS);
  let graph: GraphResource[];
  before(async () => {
    graph = graphOf(await recordStacks());
  });

  it(`${REGION_LOSS_FILE} is current (PHAROS_UPDATE_GOLDEN=1 writes it)`, () => {
    const page = regionLossPage(graph);
    if (UPDATE) writeFileSync(FILE, page);
    assert.equal(page, readFileSync(FILE, "utf8"));
  });

  it("has something to say of every type that holds data", () => {
    const holders = [...new Set(graph.map(({ type }) => type))].filter(
      (type) =>
        !NO_STORES.includes(type) &&
        (dataHolders.has(type) ||
          /Vault$|:(Secret|Bucket|Cluster|Table|Volume|FileSystem|Release|PersistentVolumeClaim)$/.test(
            type,
          )),
    );
    assert.deepEqual(
      holders.filter((type) => !storeTypes.includes(type)),
      [],
    );
    assert.ok(holders.length >= 9, holders.join(", "));
  });

  it("names every store once, in the section of the region in which it lies", () => {
    const page = regionLossPage(graph);
    const rows = page.split("\n").filter((line) => line.startsWith("| `"));
    const named = rows.map((line) =>
      line
        .split("|")
        .slice(1, 4)
        .map((cell) => cell.trim())
        .join(" "),
    );
    assert.equal(new Set(named).size, named.length);
    const kinds: Readonly<Record<string, string>> = {
      "aws:s3/bucket:Bucket": "bucket",
      "aws:rds/cluster:Cluster": "database",
      "aws:backup/vault:Vault": "vault",
      "aws:secretsmanager/secret:Secret": "secret",
      "aws:cloudwatch/logGroup:LogGroup": "log group",
      "aws:sqs/queue:Queue": "queue",
      "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "stream",
      "aws:eks/cluster:Cluster": "cluster",
    };
    const declared = graph
      .filter(({ type }) => kinds[type] !== undefined)
      .map(({ type, stack, inputs }) => {
        const name = String(inputs["bucket"] ?? inputs["name"] ?? inputs["clusterIdentifier"]);
        return `\`${name}\` ${kinds[type]} ${stack}`;
      });
    const claims = [...new Set(graph.map(({ stack }) => stack))].flatMap((stack) => [
      `\`kube-prometheus-stack: prometheus.prometheusSpec.storageSpec.volumeClaimTemplate, 2 of them\` volume claim ${stack}`,
      `\`kube-prometheus-stack: alertmanager.alertmanagerSpec.storage.volumeClaimTemplate, 3 of them\` volume claim ${stack}`,
    ]);
    const sets = graph
      .filter(({ type }) => type === "kubernetes:apps/v1:StatefulSet")
      .map(({ stack, inputs }) => {
        const { metadata, spec } = inputs as { metadata: { name: string }; spec: { replicas: number } };
        return `\`${metadata.name}: data, ${spec.replicas} of them\` volume claim ${stack}`;
      });
    assert.ok(sets.length > 0);
    assert.deepEqual(named.sort(), [...declared, ...claims, ...sets].sort());
  });

  it("takes recovery points from what is registered", () => {
    const points = (name: string): unknown => fate(graph, name).minutes;
    assert.deepEqual(
      {
        ledger: points("pharos-production-us-east-1-audit-ledger"),
        blocks: points("pharos-production-us-east-1-metrics-blocks"),
        copy: points("pharos-production-us-east-1-audit-ledger-copy"),
        database: points("pharos-production-us-east-1-grafana"),
        vault: points("pharos-production-us-east-1-backups-copy"),
        trail: points("pharos-production-us-east-1-audit"),
      },
      { ledger: 15, blocks: 15, copy: 0, database: 2220, vault: 0, trail: 20 },
    );
  });

  it("says 'lost' of a bucket whose replication is gone, and nothing of its copy's original", () => {
    const name = "audit-ledger-replication";
    const broken = without(graph, (each) => each.stack === "us-east-1" && each.name === name);
    const ledger = "pharos-production-us-east-1-audit-ledger";
    assert.equal(fate(graph, ledger).point, "15 minutes, for 99.99 % of objects");
    assert.equal(fate(broken, ledger).point, "lost; nothing copies it");
    assert.equal(fate(broken, `${ledger}-copy`).point, "lost; nothing copies it");
    assert.notEqual(regionLossPage(broken), regionLossPage(graph));
  });

  it("says 'lost' where a replication is off, and knows no bound without time control", () => {
    const rules = (
      graph.find(({ stack, name }) => stack === "us-east-1" && name === "audit-ledger-replication")
        ?.inputs as {
        rules: { destination: object }[];
      }
    ).rules;
    const point = (change: object): string =>
      fate(
        changed(graph, "us-east-1", "audit-ledger-replication", {
          rules: rules.map((rule) => ({ ...rule, ...change })),
        }),
        "pharos-production-us-east-1-audit-ledger",
      ).point;
    assert.equal(point({ status: "Disabled" }), "lost; nothing copies it");
    assert.equal(point({ filter: { prefix: "tiles/" } }), "lost; nothing copies it");
    assert.equal(
      point({ destination: { ...rules[0]?.destination, replicationTime: undefined } }),
      "no bound: minutes, at times hours",
    );
  });

  it("says 'lost' of what is no longer copied, selected or replicated", () => {
    const plan = (name: string): GraphResource[] =>
      changed(graph, "us-east-1", `backups-${name}-plan`, { rules: [{ targetVaultName: "x" }] });
    const database = "pharos-production-us-east-1-grafana";
    const nowhere = "lost; no backup is copied to another region";
    assert.equal(fate(plan("databases"), database).point, nowhere);
    assert.equal(fate(plan("volumes"), "kube-prometheus-stack").point, nowhere);
    assert.equal(
      fate(changed(graph, "us-east-1", "grafana-database-cluster", { tags: {} }), database).point,
      nowhere,
    );
    assert.equal(
      fate(
        changed(graph, "us-east-1", "secrets-slack", { replicas: [] }),
        "pharos-production-us-east-1-slack",
      ).point,
      "lost; whoever issued it issues it anew",
    );
  });

  it("finds no copy that needs a key of the lost region, and would find one", () => {
    const regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"];
    assert.deepEqual(
      regions.map((region) => strandedBy(graph, region)),
      [[], [], [], []],
    );
    const stranded = changed(graph, "us-east-1", "backups-copy-vault", {
      kmsKeyArn: "arn:of:backups-data-key",
    });
    assert.deepEqual(strandedBy(stranded, "us-east-1"), [
      "`pharos-production-us-east-1-backups-copy` of us-east-1",
    ]);
  });
});
