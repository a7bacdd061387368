import assert from "node:assert/strict";
import { check, edited, EXISTING, HUB, mistakes, PROJECT, WEST, withoutPlace } from "./settings-fixture";

/** What is wrong with a spoke on an existing cluster, after a change of the cluster's text. */
const onExisting = (find: string, replacement: string): string => {
  assert(EXISTING.includes(find), find);
  return mistakes(withoutPlace(WEST), [WEST, EXISTING.replace(find, replacement)]);
};
const onHub = EXISTING.replace("    hubUrl: https://ingest.example.com\n", "");

describe("settings of a cluster", () => {
  it("mean EKS where they do not say otherwise, with nodes on demand", () => {
    for (const text of ["", "  pharos:cluster: {}\n", '  pharos:cluster:\n    version: "1.35"\n']) {
      const checked = check(edited([WEST, text]));
      assert(checked.ok);
      assert.deepEqual(checked.stacks.get("us-west-2")?.cluster, {
        kind: "eks",
        version: "1.35",
        capacity: "on-demand",
      });
    }
  });

  it("name the two kinds there are", () => {
    assert.equal(
      mistakes([WEST, "  pharos:cluster:\n    kind: exsting\n"]),
      `Pulumi.us-west-2.yaml:9  pharos:cluster.kind
  problem: is not one of the values that exist
  value:   "exsting"
  allowed: one of "eks", "existing"
  fix:     did you mean existing?`,
    );
    assert.equal(
      mistakes([WEST, "  pharos:cluster: 5\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:cluster
  problem: is a whole number, not a group of settings
  value:   5
  allowed: a group of settings of the kind eks or existing
  fix:     write a group of settings, or remove it for the default of {}`,
    );
  });

  it("tell to which kind a setting belongs", () => {
    assert.equal(
      mistakes([WEST, "  pharos:cluster:\n    context: x\n"]),
      `Pulumi.us-west-2.yaml:9  pharos:cluster.context
  problem: is not a setting
  value:   "x"
  allowed: kind, version, capacity
  fix:     remove it, or write kind: existing, to which it belongs`,
    );
  });
});

describe("settings of an existing cluster", () => {
  it("need no network, no replica region, no account, no reach", () => {
    const checked = check(edited(withoutPlace(WEST), [WEST, EXISTING]));
    assert(checked.ok);
    assert.deepEqual(checked.topology.regions["us-west-2"], { role: "spoke", jurisdiction: "US" });
    assert.equal(checked.stacks.get("us-west-2")?.network, undefined);

    const alone = edited(withoutPlace(HUB), [HUB, onHub], [PROJECT, "  pharos:reach: runner-in-vpc\n", ""]);
    const { [WEST]: _west, "Pulumi.eu-west-1.yaml": _europe, ...hubOnly } = alone;
    assert.ok(check(hubOnly).ok);
  });

  it("are no reason for others to go without", () => {
    assert.equal(
      mistakes(withoutPlace(WEST), [WEST, EXISTING], [PROJECT, "  pharos:reach: runner-in-vpc\n", ""]),
      ["Pulumi.eu-west-1.yaml", "Pulumi.us-east-1.yaml"]
        .map(
          (file) => `${file}:1  pharos:reach
  problem: is missing
  allowed: one of "runner-in-vpc", "tunnel", "public-cidr"
  fix:     add the line pharos:reach: with a value that is allowed`,
        )
        .join("\n\n"),
    );
  });

  it("refuse what would have no effect", () => {
    assert.equal(
      mistakes([WEST, EXISTING]),
      `Pulumi.us-west-2.yaml:4  pharos:network
  problem: has no effect on an existing cluster: Pharos makes a network in AWS only
  value:   {"cidr":"10.1.0.0/16","zones":["us-west-2a","us-west-2b","us-west-2c"]}
  allowed: nothing, with cluster.kind existing
  fix:     remove it

Pulumi.us-west-2.yaml:7  pharos:replicaRegion
  problem: has no effect on an existing cluster: Pharos makes copies of buckets in AWS only
  value:   "us-east-1"
  allowed: nothing, with cluster.kind existing
  fix:     remove it`,
    );
    assert.equal(
      mistakes(withoutPlace(WEST), [WEST, `${EXISTING}    version: "1.35"\n`]),
      `Pulumi.us-west-2.yaml:16  pharos:cluster.version
  problem: is not a setting
  value:   "1.35"
  allowed: kind, kubeconfig, context, storageClass, objectStore, database, hubUrl
  fix:     remove it, or write kind: eks, to which it belongs`,
    );
  });

  it("ask a spoke for the way to its hub, and a hub for none", () => {
    assert.equal(
      onExisting("    hubUrl: https://ingest.example.com\n", ""),
      `Pulumi.us-west-2.yaml:4  pharos:cluster.hubUrl
  problem: is missing: a spoke on an existing cluster cannot work out the way to its hub
  allowed: https:// with a name and, if need be, a port; no path
  fix:     add the line hubUrl: below pharos:cluster, such as hubUrl: "https://metrics-ingest.example.com"`,
    );
    assert.equal(
      onExisting("https://ingest.example.com", "http://ingest.example.com"),
      `Pulumi.us-west-2.yaml:15  pharos:cluster.hubUrl
  problem: does not have the form that is needed
  value:   "http://ingest.example.com"
  allowed: https:// with a name and, if need be, a port; no path
  fix:     correct it, such as "https://metrics-ingest.example.com"`,
    );
    assert.match(
      mistakes(withoutPlace(HUB), [HUB, EXISTING]),
      /Pulumi\.us-east-1\.yaml:15 {2}pharos:cluster\.hubUrl\n {2}problem: has no effect in a hub: it keeps its metrics itself\n/,
    );
  });

  it("of a hub leave spokes in AWS without a way to it", () => {
    const refusal = (region: string): string => `Pulumi.${region}.yaml:3  pharos:cluster
  problem: has no way to its hub: us-east-1 is on an existing cluster, and PrivateLink begins in AWS
  allowed: an existing cluster with a hubUrl, or a hub whose cluster Pharos makes
  fix:     write cluster.kind: existing with a hubUrl, or make the cluster of us-east-1 one of Pharos' own`;
    assert.equal(
      mistakes(withoutPlace(HUB), [HUB, onHub]),
      [refusal("eu-west-1"), refusal("us-west-2")].join("\n\n"),
    );
  });

  it("of a regulated stack say who locks its records", () => {
    const refusal = (
      line: number,
      value: string,
    ): string => `Pulumi.us-west-2.yaml:${line}  pharos:cluster.objectStore.objectLock
  problem: is none in a regulated stack: Pharos makes no buckets in this store and cannot lock the records in them, so nothing would keep them for as long as the law asks
${value}  allowed: operator, with regulated: the store's operator locks the buckets in compliance mode and answers for it
  fix:     write objectLock: operator once that is so, or assurance: trial`;
    assert.equal(onExisting("objectLock: operator", "objectLock: none"), refusal(14, '  value:   "none"\n'));
    assert.equal(onExisting("      objectLock: operator\n", ""), refusal(9, ""));
  });

  it("name a kubeconfig, never hold one", () => {
    const path = "{ path: ~/.kube/config }";
    assert.equal(
      onExisting(path, "{ path: /a, variable: KUBE }"),
      `Pulumi.us-west-2.yaml:6  pharos:cluster.kubeconfig
  problem: names both a file and a variable
  value:   {"path":"/a","variable":"KUBE"}
  allowed: exactly one of path and variable
  fix:     remove one of the two`,
    );
    assert.equal(
      onExisting(path, "{}"),
      `Pulumi.us-west-2.yaml:6  pharos:cluster.kubeconfig
  problem: names neither a file nor a variable
  value:   {}
  allowed: exactly one of path and variable
  fix:     add path: or variable: below it, such as path: ~/.kube/config`,
    );
    assert.equal(
      onExisting(path, "\n      path: |\n        apiVersion: v1\n        clusters: []"),
      `Pulumi.us-west-2.yaml:7  pharos:cluster.kubeconfig.path
  problem: is a kubeconfig, not the path of one: its credentials would stand in this file
  value:   "apiVersion: v1\\nclusters: []\\n"
  allowed: the path of a file, absolute or beginning with ~/
  fix:     write it to a file that only you can read, and its path here`,
    );
    assert.equal(
      onExisting(path, "{ path: .kube/config }"),
      `Pulumi.us-west-2.yaml:6  pharos:cluster.kubeconfig.path
  problem: is relative: the sandbox and Pulumi run in other folders than this file's
  value:   ".kube/config"
  allowed: the path of a file, absolute or beginning with ~/
  fix:     write the whole path`,
    );
    assert.equal(onExisting(path, "{ variable: PHAROS_KUBECONFIG }"), "");
  });

  it("leave people to whoever runs the cluster", () => {
    const arn = "arn:aws:iam::111122223333:role/x";
    assert.equal(
      mistakes(withoutPlace(WEST), [
        WEST,
        `${EXISTING}  pharos:access:\n    identity: { kind: iam, roles: { viewer: ["${arn}"] } }\n`,
      ]),
      `Pulumi.us-west-2.yaml:17  pharos:access.identity
  problem: cannot be set up on an existing cluster: who people are (iam) is decided by EKS, or by whoever runs the cluster
  value:   {"kind":"iam","roles":{"viewer":["${arn}"]}}
  allowed: nothing, with cluster.kind existing
  fix:     remove it, and bind the ClusterRoles pharos-people-viewer, pharos-people-operator … to your groups yourself`,
    );
  });
});
