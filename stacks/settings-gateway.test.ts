import assert from "node:assert/strict";
import { check, edited, mistakes, WEST } from "./settings-fixture";

const gateway = (change: Readonly<Record<string, string>> = {}): string => {
  const lines: Record<string, string> = {
    issuerUrl: "https://id.example.com",
    keysUrl: "https://id.example.com/keys",
    clientId: "pharos-gateway",
    domain: "pharos.example.com",
    groups: "{viewer: [all]}",
    ...change,
  };
  const body = Object.entries(lines).map(([key, value]) => `      ${key}: ${value}\n`);
  return `  pharos:access:\n    gateway:\n${body.join("")}`;
};
const said = (change: Readonly<Record<string, string>>): string => mistakes([WEST, gateway(change)]);

describe("settings of the gateway", () => {
  it("are none by default, and complete with five lines", () => {
    const plain = check(edited());
    assert(plain.ok);
    assert.equal(plain.stacks.get("us-west-2")?.access.gateway, undefined);
    const checked = check(edited([WEST, gateway()]));
    assert(checked.ok);
    assert.deepEqual(checked.stacks.get("us-west-2")?.access.gateway, {
      issuerUrl: "https://id.example.com",
      keysUrl: "https://id.example.com/keys",
      clientId: "pharos-gateway",
      domain: "pharos.example.com",
      groupsClaim: "groups",
      scopes: ["openid", "email", "profile", "groups", "offline_access"],
      groups: { viewer: ["all"], operator: [], "on-call": [], auditor: [], admin: [] },
      tenants: { payments: [], trading: [], accounts: [], risk: [], ledger: [], gateway: [] },
    });
  });

  it("refuse a gateway that would let nobody in", () => {
    assert.equal(
      said({ groups: "{viewer: []}" }),
      `Pulumi.us-west-2.yaml:14  pharos:access.gateway.groups
  problem: names no group: the gateway would let nobody in
  value:   {"viewer":[]}
  allowed: at least one group of viewer, operator, on-call, auditor, admin
  fix:     name the groups of your issuer, or remove the gateway`,
    );
  });

  it("refuse a group that would be two kinds of people", () => {
    assert.equal(
      said({ groups: "{viewer: [all], admin: [all]}" }),
      `Pulumi.us-west-2.yaml:14  pharos:access.gateway.groups.admin[0]
  problem: is viewer already: what its members may do would depend on the order of the lists
  value:   "all"
  allowed: each group once, over all lists
  fix:     remove it here or from viewer`,
    );
  });

  it("take a team's group for somebody who may come in", () => {
    const checked = check(edited([WEST, gateway({ groups: "{}", tenants: "{payments: [pay]}" })]));
    assert(checked.ok);
    assert.deepEqual(checked.stacks.get("us-west-2")?.access.gateway?.tenants, {
      payments: ["pay"],
      trading: [],
      accounts: [],
      risk: [],
      ledger: [],
      gateway: [],
    });
  });

  it("refuse a team's group that sees every team's metrics", () => {
    assert.equal(
      said({ tenants: "{payments: [pay, all]}" }),
      `Pulumi.us-west-2.yaml:15  pharos:access.gateway.tenants.payments[1]
  problem: is viewer already: its members see the metrics of every team
  value:   "all"
  allowed: a group that is in none of the lists of access.gateway.groups
  fix:     remove it here or from viewer`,
    );
  });

  it("refuse a door to a team without applications", () => {
    assert.equal(
      mistakes([
        WEST,
        `  pharos:workloads: {finance: true, dag: false}\n${gateway({ tenants: "{ledger: [chain]}" })}`,
      ]),
      `Pulumi.us-west-2.yaml:16  pharos:access.gateway.tenants.ledger
  problem: opens a door to no application: the team has none in this stack
  value:   ["chain"]
  allowed: teams with applications here: payments, trading, accounts, risk
  fix:     write ledger: [] in this stack's file, or switch the team's workload on in workloads`,
    );
  });

  it("refuse a team that has no applications anywhere, and groups that could write themselves into the file", () => {
    assert.match(said({ tenants: "{sales: [a]}" }), /access\.gateway\.tenants/);
    assert.match(said({ tenants: '{payments: ["a, b"]}' }), /access\.gateway\.tenants\.payments\[0\]/);
  });

  it("refuse plain addresses, and groups with signs that mean something where they end up", () => {
    assert.match(said({ issuerUrl: "http://id.example.com" }), /access\.gateway\.issuerUrl/);
    assert.match(said({ groups: '{viewer: ["a\'b"]}' }), /access\.gateway\.groups\.viewer\[0\]/);
    assert.match(said({ groups: '{viewer: ["a{{b"]}' }), /access\.gateway\.groups\.viewer\[0\]/);
  });

  it("refuse an ingress controller where AWS has a load balancer", () => {
    assert.equal(
      said({ ingressClass: "nginx" }),
      `Pulumi.us-west-2.yaml:15  pharos:access.gateway.ingressClass
  problem: is for a cluster that is there already: on EKS the gateway has a load balancer of its own
  value:   "nginx"
  allowed: nothing, without cluster.kind existing
  fix:     remove it`,
    );
  });
});
