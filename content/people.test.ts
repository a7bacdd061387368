import assert from "node:assert/strict";
import { clusterRoleOf, people, personRoles, type ClusterRule, type PersonRole } from "./people";

const rulesOf = (role: PersonRole): readonly ClusterRule[] => {
  const { cluster } = people[role];
  return cluster === "cluster-admin" ? [] : cluster;
};
const may = (role: PersonRole, resource: string, verb: string): boolean =>
  rulesOf(role).some(({ resources, verbs }) => resources.includes(resource) && verbs.includes(verb));
const ruled = personRoles.filter((role) => people[role].cluster !== "cluster-admin");

/** What opens the way to everything else. */
const NEVER = [
  "pods/attach",
  "pods/exec",
  "pods/portforward",
  "pods/proxy",
  "nodes/proxy",
  "secrets",
  "serviceaccounts/token",
  "services/proxy",
];

describe("people", () => {
  it("have administration in one row only", () => {
    assert.deepEqual(
      personRoles.filter((role) => people[role].cluster === "cluster-admin"),
      ["admin"],
    );
  });

  for (const role of ruled) {
    it(`${role}: has no wildcard, no secret, no shell and no way to more rights`, () => {
      for (const { apiGroups, resources, verbs } of rulesOf(role)) {
        for (const part of [...apiGroups, ...resources, ...verbs]) assert.ok(!part.includes("*"), part);
        assert.deepEqual(
          resources.filter((resource) => NEVER.includes(resource)),
          [],
        );
        assert.deepEqual(
          verbs.filter((verb) => ["bind", "escalate", "impersonate"].includes(verb)),
          [],
        );
      }
    });

    it(`${role}: reads logs of pods exactly if the table says so, and no secrets`, () => {
      assert.equal(may(role, "pods/log", "get"), people[role].sees.logs !== "none");
      assert.equal(people[role].sees.secrets, "none");
    });
  }

  it("cannot write what a pod is made of, with which any Secret could be read", () => {
    const templates = [
      "cronjobs",
      "daemonsets",
      "deployments",
      "jobs",
      "pods",
      "replicasets",
      "statefulsets",
    ];
    for (const role of ruled) {
      for (const resource of templates)
        for (const verb of ["create", "patch", "update"]) assert.ok(!may(role, resource, verb), resource);
    }
  });

  it("change nothing as viewer and auditor", () => {
    for (const role of ["viewer", "auditor"] as const) {
      const verbs = new Set(rulesOf(role).flatMap((rule) => rule.verbs));
      assert.deepEqual([...verbs].sort(), ["get", "list", "watch"]);
    }
  });

  it("see who may do what as auditor only, and records too", () => {
    assert.deepEqual(
      ruled.filter((role) => may(role, "clusterrolebindings", "list")),
      ["auditor"],
    );
    assert.deepEqual(
      personRoles.filter((role) => people[role].sees.audit === "read"),
      ["auditor", "admin"],
    );
  });

  it("cannot manage the audit class, whoever they are", () => {
    assert.deepEqual(
      personRoles.filter((role) => people[role].sees.audit === "manage"),
      [],
    );
  });

  it("can do as on-call what the page needs and no more than an operator", () => {
    assert.ok(may("on-call", "pods", "delete") && may("on-call", "pods/log", "get"));
    assert.ok(!may("on-call", "deployments/scale", "patch"));
    for (const { resources, verbs } of rulesOf("on-call"))
      for (const resource of resources) for (const verb of verbs) assert.ok(may("operator", resource, verb));
  });

  it("have ClusterRoles that no chart makes, Prometheus' operator among them", () => {
    assert.deepEqual(personRoles.map(clusterRoleOf), [
      "pharos-people-viewer",
      "pharos-people-operator",
      "pharos-people-on-call",
      "pharos-people-auditor",
      "pharos-people-admin",
    ]);
  });

  it("are bound to groups that EKS takes", () => {
    for (const role of personRoles) assert.doesNotMatch(clusterRoleOf(role), /^(system|eks|aws|amazon|iam):/);
  });
});
