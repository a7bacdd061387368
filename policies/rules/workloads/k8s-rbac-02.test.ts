import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { grant, role, roleCases } from "../../testing/role-cases";
import { rolesDoNotReadSecrets } from "./k8s-rbac-02";

const FIX =
  "no role may give that. To mend it: name in resourceNames the secrets that are needed, or take the verb out.";

describe("K8S-RBAC-02", () => {
  testRule(rolesDoNotReadSecrets, [
    ...roleCases(
      grant(["create"], ["secrets"]),
      grant(["list"], ["pods", "secrets"]),
      "reads-secrets",
      `the role gives 'list' on 'secrets', which reads every Secret in its reach, keys and passwords of others among them; ${FIX}`,
    ),
    {
      title: "by changing nothing",
      resources: role([grant(["patch"], ["secrets"])]),
      expect: ["violation changes-secrets"],
      message: `the role gives 'patch' on 'secrets', which reads Secrets by the answer to the change, and changes what others trust; ${FIX}`,
    },
    {
      title: "by wildcards",
      resources: role([grant(["*"], ["*"], ["*"])]),
      expect: ["violation reads-secrets", "violation changes-secrets"],
    },
    {
      title: "one by its name",
      resources: role([grant(["get"], ["secrets"], [""], { resourceNames: ["db"] })]),
      expect: ["pass"],
    },
    {
      title: "secrets of another API",
      resources: role([grant(["get"], ["secrets"], ["example.com"])]),
      expect: ["pass"],
    },
    {
      title: "without an API",
      resources: role([{ verbs: ["get"], resources: ["secrets"] }]),
      expect: ["violation reads-secrets"],
    },
    {
      title: "names not known",
      resources: role([grant(["get"], ["secrets"], [""], { resourceNames: UNKNOWN })]),
      expect: ["undetermined rules[0].resourceNames"],
    },
  ]);
});
