import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { RBAC } from "../../testing/role-cases";
import { bindingsGiveNoAdministration } from "./k8s-rbac-04";

const binding = (role: unknown, subjects: unknown, type = `${RBAC}v1:ClusterRoleBinding`): [Given] => [
  { type, name: "binding", inputs: { roleRef: { kind: "ClusterRole", name: role }, subjects } },
];
const group = (name: unknown) => [{ kind: "Group", name, apiGroup: "rbac.authorization.k8s.io" }];
const ADMIN =
  "the binding gives cluster-admin, which may do everything to everything; a role that names what is needed is required. To mend it: bind a role that names what is needed.";
const subject = (name: string, who: string): string =>
  `the binding gives rights to ${name}, ${who}; a group or service account that is meant is required. To mend it: take ${name} out of the subjects.`;

describe("K8S-RBAC-04", () => {
  testRule(bindingsGiveNoAdministration, [
    { title: "a role for a group", resources: binding("viewer", group("payments")), expect: ["pass"] },
    {
      title: "in a namespace",
      resources: binding("viewer", group("payments"), `${RBAC}v1:RoleBinding`),
      expect: ["pass"],
    },
    {
      title: "a role called like it",
      resources: binding("cluster-administrator", group("x")),
      expect: ["pass"],
    },
    {
      title: "a service account",
      resources: binding("viewer", [{ kind: "ServiceAccount", name: "system.foo", namespace: "foo" }]),
      expect: ["pass"],
    },
    { title: "no subjects", resources: binding("viewer", []), expect: ["pass"] },
    { title: "a group of Kubernetes", resources: binding("viewer", group("system:nodes")), expect: ["pass"] },
    {
      title: "what everybody may see",
      resources: binding("system:public-info-viewer", group("system:unauthenticated")),
      expect: ["pass"],
    },
    {
      title: "an empty list",
      resources: [{ type: `${RBAC}v1:RoleBindingList`, name: "l", inputs: { items: [] } }],
      expect: ["notApplicable"],
    },
    {
      title: "cluster-admin",
      resources: binding("cluster-admin", group("ops")),
      expect: ["violation cluster-admin"],
      message: ADMIN,
    },
    {
      title: "cluster-admin in a namespace",
      resources: binding("cluster-admin", group("ops"), `${RBAC}v1beta1:RoleBinding`),
      expect: ["violation cluster-admin"],
    },
    {
      title: "masters",
      resources: binding("viewer", group("system:masters")),
      expect: ["violation masters"],
      message: subject(
        "system:masters",
        "whom the API server asks for no right at all, and whom no change to RBAC takes it away from",
      ),
    },
    {
      title: "anybody",
      resources: binding("viewer", [{ kind: "User", name: "system:anonymous" }]),
      expect: ["violation anonymous"],
      message: subject("system:anonymous", "everybody who can reach the API server"),
    },
    {
      title: "anybody, as a group",
      resources: binding("viewer", group("system:unauthenticated")),
      expect: ["violation anonymous"],
    },
    {
      title: "everybody",
      resources: binding("viewer", group("system:authenticated")),
      expect: ["violation everybody"],
      message: subject("system:authenticated", "everybody who has any account, every pod among them"),
    },
    {
      title: "one of two",
      resources: binding("viewer", [...group("a"), ...group("system:masters")]),
      expect: ["violation masters"],
    },
    {
      title: "both",
      resources: binding("cluster-admin", group("system:masters")),
      expect: ["violation cluster-admin", "violation masters"],
    },
    {
      title: "in a list",
      resources: [
        {
          type: `${RBAC}v1:ClusterRoleBindingList`,
          name: "l",
          inputs: { items: [{ roleRef: { name: "cluster-admin" } }] },
        },
      ],
      expect: ["violation cluster-admin"],
    },
    {
      title: "role not known",
      resources: binding(UNKNOWN, group("ops")),
      expect: ["undetermined roleRef.name"],
    },
    {
      title: "subject not known",
      resources: binding("viewer", group(UNKNOWN)),
      expect: ["undetermined subjects[0].name"],
    },
  ]);
});
