import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { grant, role, roleCases } from "../../testing/role-cases";
import { noWildcardsInRoles } from "./k8s-rbac-01";

const message = (field: string, word: string, gives: string): string =>
  `'${field}' of the role names '${word}', ${gives}; names are required. To mend it: name in '${field}' what is needed.`;

describe("K8S-RBAC-01", () => {
  testRule(noWildcardsInRoles, [
    ...roleCases(
      grant(["get", "list"], ["pods"]),
      grant(["*"], ["pods"]),
      "wildcard-verb",
      message("verbs", "*", "everything that can be done, and whatever is added later"),
    ),
    {
      title: "every resource",
      resources: role([grant(["get"], ["pods", "*"])]),
      expect: ["violation wildcard-resource"],
      message: message("resources", "*", "every resource, secrets and roles among them"),
    },
    {
      title: "every scale",
      resources: role([grant(["get"], ["*/scale"])]),
      expect: ["violation wildcard-resource"],
    },
    {
      title: "every API",
      resources: role([grant(["get"], ["pods"], ["*"])]),
      expect: ["violation wildcard-group"],
      message: message("apiGroups", "*", "every API there is and will be"),
    },
    {
      title: "every address",
      resources: role([{ verbs: ["get"], nonResourceURLs: ["*"] }]),
      expect: ["violation wildcard-url"],
      message: message("nonResourceURLs", "*", "every address of the API server"),
    },
    {
      title: "addresses below one",
      resources: role([{ verbs: ["get"], nonResourceURLs: ["/metrics/*"] }]),
      expect: ["pass"],
    },
    {
      title: "a verb not known",
      resources: role([grant(["get", UNKNOWN], ["pods"])]),
      expect: ["undetermined rules[0].verbs[1]"],
    },
  ]);
});
