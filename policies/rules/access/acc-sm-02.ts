import { documentRule } from "./document-rule";
import { everyAction, publicFaults } from "./policy-faults";

export const secretPoliciesAreRestrictive = documentRule({
  id: "ACC-SM-02",
  slug: "secret-policies-are-restrictive",
  title: "Secret resource policies are restrictive",
  severity: "critical",
  controls: {
    soc2: ["CC6.1"],
    pci: ["7.2.1", "8.6.3"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.17"],
  },
  remediation:
    "Name the roles that may read the secret, and the actions; or confine the statement by aws:PrincipalOrgID or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  places: { "aws:secretsmanager/secretPolicy:SecretPolicy": [["policy"]] },
  faults: [...publicFaults("the secret"), everyAction("secretsmanager")],
});
