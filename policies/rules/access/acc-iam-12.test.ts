import { testRule } from "../../testing/cases";
import { allowTo, policyCases } from "../../testing/policy-cases";
import { pipelineTrustIsPinned } from "./acc-iam-12";

const GITHUB = "token.actions.githubusercontent.com";
const trust = (
  host: string,
  sub?: string,
  operator = "StringEquals",
  audience: string | undefined = "sts.amazonaws.com",
) =>
  allowTo({ Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` }, "sts:AssumeRoleWithWebIdentity", {
    Condition: {
      ...(audience !== undefined && { StringEquals: { [`${host}:aud`]: audience } }),
      ...(sub !== undefined && { [`ForAnyValue:${operator}`]: { [`${host}:sub`]: sub } }),
    },
  });
const FIX = `To mend it: add a condition StringEquals on ${GITHUB}:sub such as repo:ORG/REPOSITORY:ref:refs/heads/main.`;

describe("ACC-IAM-12", () => {
  testRule(
    pipelineTrustIsPinned,
    policyCases({
      type: "aws:iam/role:Role",
      property: "assumeRolePolicy",
      complies: {
        "a branch": trust(GITHUB, "repo:example/platform:ref:refs/heads/main"),
        "an environment": trust(GITHUB, "repo:example/platform:environment:production"),
        "branches that begin alike": trust(
          GITHUB,
          "repo:example/platform:ref:refs/heads/release-*",
          "StringLike",
        ),
        "a branch of another forge": trust(
          "gitlab.com",
          "project_path:example/platform:ref_type:branch:ref:main",
        ),
        "a workspace": trust(
          "app.terraform.io",
          "organization:example:project:p:workspace:w:run_phase:*",
          "StringLike",
        ),
        "a service": allowTo({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole"),
        "a provider of something else": allowTo(
          { Federated: "cognito-identity.amazonaws.com" },
          "sts:AssumeRoleWithWebIdentity",
        ),
        nobody: { ...trust(GITHUB), Effect: "Deny" },
      },
      breaks: {
        "everybody who has a pipeline": [
          trust(GITHUB),
          ["any-organization"],
          `statement number 1 trusts ${GITHUB} without a condition that pins the organization in its subject. ${FIX}`,
        ],
        "any organization": [trust(GITHUB, "repo:*", "StringLike"), ["any-organization"]],
        "organizations that begin alike": [
          trust(GITHUB, "repo:example*/platform:*", "StringLike"),
          ["any-organization"],
        ],
        anything: [trust(GITHUB, "*", "StringLike"), ["any-organization"]],
        "the organization, negated": [
          trust(GITHUB, "repo:example/platform:ref:refs/heads/main", "StringNotEquals"),
          ["any-organization"],
        ],
        "any repository": [
          trust(GITHUB, "repo:example/*", "StringLike"),
          ["any-repository"],
          `statement number 1 trusts ${GITHUB} without a condition that pins the repository in its subject. ${FIX}`,
        ],
        "any branch": [
          trust(GITHUB, "repo:example/platform:*", "StringLike"),
          ["any-branch"],
          `statement number 1 trusts ${GITHUB} without a condition that pins the branch or environment in its subject. ${FIX}`,
        ],
        "any group of another forge": [
          trust("gitlab.com", "project_path:*", "StringLike"),
          ["any-organization"],
        ],
        "a branch, for any audience": [
          allowTo({ Federated: GITHUB }, "sts:AssumeRoleWithWebIdentity", {
            Condition: { StringEquals: { [`${GITHUB}:sub`]: "repo:example/platform:ref:refs/heads/main" } },
          }),
          ["no-audience"],
          `statement number 1 trusts ${GITHUB} without a condition on the audience of its tokens. To mend it: add a condition StringEquals on ${GITHUB}:aud with the audience that the pipeline asks for, such as sts.amazonaws.com.`,
        ],
      },
    }),
  );
});
