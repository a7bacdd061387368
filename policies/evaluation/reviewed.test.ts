import assert from "node:assert/strict";
import { reviewedFindings } from "../../content/charts/reviewed";
import { chart } from "../../content/versions";
import { packs } from "../packs/packs";
import { resourceFrom } from "../testing/resources";
import { resourcesWithin } from "./chart-contents";
import { violation } from "./outcome";
import { unlessReviewed } from "./reviewed";

const of = (version: string, kind = "ClusterRole", name = "external-secrets-controller") => {
  const release = resourceFrom({
    type: "kubernetes:helm.sh/v3:Release",
    name: "external-secrets-release",
    inputs: { chart: "external-secrets", version, namespace: "external-secrets" },
  });
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const [found] = resourcesWithin(release, [{ apiVersion, kind, metadata: { name } }], () => true);
  return found!;
};
const found = (reason: string) => violation(reason, { message: "m", fix: "f", property: "rules[6]" });
const { version } = chart("external-secrets");

describe("what was reviewed in a pinned chart", () => {
  it("stands, with its reason", () => {
    assert.deepEqual(unlessReviewed("K8S-RBAC-02", of(version), found("reads-secrets")), {
      kind: "notApplicable",
      why: "it was reviewed in its chart: it writes what it copies into Secrets",
    });
  });

  it("is refused in another version, object, kind, rule or way, and of what the program registers itself", () => {
    const own = resourceFrom({
      type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      name: "own",
      inputs: { metadata: { name: "external-secrets-controller" } },
    });
    for (const [resource, rule, reason] of [
      [of("2.10.0"), "K8S-RBAC-02", "reads-secrets"],
      [of(version, "ClusterRole", "other"), "K8S-RBAC-02", "reads-secrets"],
      [of(version, "Role"), "K8S-RBAC-02", "reads-secrets"],
      [of(version), "K8S-RBAC-01", "reads-secrets"],
      [of(version), "K8S-RBAC-02", "takes-over"],
      [own, "K8S-RBAC-02", "reads-secrets"],
    ] as const)
      assert.equal(
        unlessReviewed(rule, resource, found(reason)).kind,
        "violation",
        `${resource.urn} ${rule}`,
      );
  });

  it("is a part of an object where only that was read", () => {
    const list = [
      {
        chart: "external-secrets",
        kind: "ClusterRole",
        names: ["external-secrets-controller"],
        at: "rules[5]",
        findings: { "K8S-RBAC-02": ["reads-secrets"] },
        because: "of a reason",
      },
    ] as const;
    assert.equal(unlessReviewed("K8S-RBAC-02", of(version), found("reads-secrets"), list).kind, "violation");
  });

  it("names rules that there are", () => {
    const rules = new Set(packs.flatMap(({ rules: each }) => each.map(([{ id }]) => id)));
    const named = reviewedFindings.flatMap(({ findings }) => Object.keys(findings));
    assert.deepEqual(
      named.filter((rule) => !rules.has(rule)),
      [],
    );
  });
});
