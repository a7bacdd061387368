import { every, some } from "../../evaluation/answer";
import { isForeign } from "../../evaluation/accounts";
import { isUnconditional } from "../../evaluation/policy-document/conditions";
import type { Fault } from "../../evaluation/policy-document/demand";
import type { Principal } from "../../evaluation/policy-document/principals";
import type { Resource } from "../../evaluation/resource";
import { documentRule } from "../access/document-rule";
import { everyAction, publicFaults } from "../access/policy-faults";

export const keyPoliciesNameTheirUsers = documentRule({
  id: "ENC-KMS-02",
  slug: "key-policies-name-their-users",
  title: "KMS key policy has no wildcard principal and no unconditioned kms:* for others",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["3.6.1.2", "3.6.1.3", "7.2.5", "7.3.3"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.24", "A.5.15", "A.8.3"],
  },
  remediation:
    "Name the principals in Principal, or confine the statement by kms:CallerAccount or aws:PrincipalOrgID; give others than your own account the actions that they need.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  places: {
    "aws:kms/key:Key": [["policy"]],
    "aws:kms/keyPolicy:KeyPolicy": [["policy"]],
  },
  faults: (resource) => [...publicFaults("the key"), everythingForOthers(resource)],
});

/**
 * An account's root with every action is how KMS hands the key over to the account's own IAM policies. A service, or an account that the
 * provider says is another one, gets the key itself that way.
 */
function everythingForOthers(resource: Resource): Fault {
  const wide = everyAction("kms");
  const isOther = (principal: Principal): boolean =>
    principal.kind === "service" || (resource.provider !== undefined && isForeign(principal, resource));
  return {
    reason: "every-action-for-others",
    is: (statement, document) =>
      every([
        wide.is(statement, document),
        statement.principals?.except !== true,
        some([statement.principals?.list.some(isOther) ?? false, ...(statement.principals?.open ?? [])]),
        isUnconditional(statement.conditions),
      ]),
    says: ({ principals }) =>
      `allows every action to '${principals?.list.find(isOther)?.name ?? ""}', which is not your account, without a condition`,
    fix: "name the actions that it needs, such as kms:Decrypt and kms:GenerateDataKey*, or add a condition",
  };
}
