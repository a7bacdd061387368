import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { grant, role, roleCases } from "../../testing/role-cases";
import { rolesDoNotTakeOver } from "./k8s-rbac-03";

const GROUP = ["rbac.authorization.k8s.io"];
const message = (verb: string, resource: string, means: string, fix: string): string =>
  `the role gives '${verb}' on '${resource}', which ${means}; no role may give that. To mend it: ${fix}.`;

describe("K8S-RBAC-03", () => {
  testRule(rolesDoNotTakeOver, [
    ...roleCases(
      grant(["get", "list"], ["pods", "pods/log"]),
      grant(["create"], ["pods/exec"]),
      "exec",
      message(
        "create",
        "pods/exec",
        "runs commands in running containers, with all that they may do",
        "take pods/exec out",
      ),
    ),
    {
      title: "to list what cannot be listed",
      resources: role([grant(["list"], ["pods/exec"])]),
      expect: ["pass"],
    },
    { title: "roles to read", resources: role([grant(["get"], ["roles"], GROUP)]), expect: ["pass"] },
    {
      title: "attach",
      resources: role([grant(["get"], ["pods/attach"])]),
      expect: ["violation attach"],
      message: message(
        "get",
        "pods/attach",
        "reads and writes what running containers read and write",
        "take pods/attach out",
      ),
    },
    {
      title: "port-forward",
      resources: role([grant(["create"], ["pods/portforward"])]),
      expect: ["violation port-forward"],
      message: message(
        "create",
        "pods/portforward",
        "reaches every port of every pod, past NetworkPolicies",
        "take pods/portforward out",
      ),
    },
    {
      title: "escalate",
      resources: role([grant(["escalate"], ["clusterroles"], GROUP)]),
      expect: ["violation escalate"],
      message: message(
        "escalate",
        "clusterroles",
        "writes roles with more rights than its own",
        "take escalate out",
      ),
    },
    {
      title: "bind",
      resources: role([grant(["bind"], ["roles"], GROUP)]),
      expect: ["violation bind"],
      message: message(
        "bind",
        "roles",
        "gives away roles with more rights than its own",
        "take bind out, or name in a role of its own what may be given",
      ),
    },
    {
      title: "impersonate",
      resources: role([grant(["impersonate"], ["users"])]),
      expect: ["violation impersonate"],
      message: message(
        "impersonate",
        "users",
        "acts as somebody else, and the audit log names both only if one looks closely",
        "take impersonate out",
      ),
    },
    {
      title: "everything in pods",
      resources: role([grant(["create"], ["pods/*"])]),
      expect: ["violation exec", "violation attach", "violation port-forward"],
    },
    {
      title: "a resource not known",
      resources: role([grant(["create"], [UNKNOWN])]),
      expect: ["undetermined rules[0].resources[0]"],
    },
  ]);
});
