import { testRule } from "../../testing/cases";
import { policyCases, publicStatements } from "../../testing/policy-cases";
import { repositoryPoliciesAreNotPublic } from "./acc-ecr-01";

describe("ACC-ECR-01", () => {
  testRule(
    repositoryPoliciesAreNotPublic,
    policyCases({
      type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
      ...publicStatements("the repository", "ecr:BatchGetImage"),
    }),
  );
});
