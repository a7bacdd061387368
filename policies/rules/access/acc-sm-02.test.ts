import { testRule } from "../../testing/cases";
import { policyCases, guardedStatements } from "../../testing/policy-cases";
import { secretPoliciesAreRestrictive } from "./acc-sm-02";

describe("ACC-SM-02", () => {
  testRule(
    secretPoliciesAreRestrictive,
    policyCases({
      type: "aws:secretsmanager/secretPolicy:SecretPolicy",
      ...guardedStatements("the secret", "secretsmanager:GetSecretValue"),
    }),
  );
});
