import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";

export const RBAC = "kubernetes:rbac.authorization.k8s.io/";

/** A role with rules. */
export function role(rules: unknown, type = `${RBAC}v1:ClusterRole`): [Given] {
  return [{ type, name: "role", inputs: { metadata: { name: "role" }, rules } }];
}

/** One rule of a role, in the core group where it names none. */
export function grant(
  verbs: unknown,
  resources: unknown,
  apiGroups: unknown = [""],
  rest: object = {},
): object {
  return { verbs, resources, apiGroups, ...rest };
}

/** Cases that every rule for roles has to decide alike. */
export function roleCases(good: object, bad: object, reason: string, message: string): readonly RuleCase[] {
  const expect = [`violation ${reason}`];
  const spelled = (version: string, kind: string) => `${RBAC}${version}:${kind}`;
  return [
    { title: "nothing of the kind", resources: role([good]), expect: ["pass"] },
    {
      title: "nothing of the kind, in a namespace",
      resources: role([good], spelled("v1", "Role")),
      expect: ["pass"],
    },
    { title: "no rules", resources: role([]), expect: ["pass"] },
    { title: "rules left out", resources: role(undefined), expect: ["pass"] },
    { title: "rules that are null", resources: role(null), expect: ["pass"] },
    {
      title: "a patch of something else",
      resources: role(undefined, spelled("v1", "RolePatch")),
      expect: ["pass"],
    },
    {
      title: "an empty list",
      resources: [{ type: spelled("v1", "RoleList"), name: "list", inputs: { items: [] } }],
      expect: ["notApplicable"],
    },
    { title: "cluster-wide", resources: role([bad]), expect, message },
    { title: "in a namespace", resources: role([bad], spelled("v1", "Role")), expect, message },
    {
      title: "of an API version of before",
      resources: role([bad], spelled("v1beta1", "ClusterRole")),
      expect,
    },
    { title: "in a patch", resources: role([bad], spelled("v1", "ClusterRolePatch")), expect },
    { title: "as the second rule", resources: role([good, bad]), expect },
    {
      title: "in a list",
      resources: [{ type: spelled("v1", "RoleList"), name: "list", inputs: { items: [{ rules: [bad] }] } }],
      expect,
    },
    {
      title: "in a list of anything",
      resources: [
        {
          type: "kubernetes:core/v1:List",
          name: "list",
          inputs: { items: [{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", rules: [bad] }] },
        },
      ],
      expect,
    },
    { title: "rules not known", resources: role(UNKNOWN), expect: ["undetermined rules"] },
  ];
}
