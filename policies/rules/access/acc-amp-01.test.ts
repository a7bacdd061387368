import { testRule } from "../../testing/cases";
import { allow, guardedStatements, policyCases, when } from "../../testing/policy-cases";
import { metricsAccessIsScoped } from "./acc-amp-01";

const WORKSPACE = "arn:aws:aps:us-east-1:111122223333:workspace/ws-1a2b3c4d";
const EVERY = (action: string) =>
  `statement number 1 allows '${action}', which is every action, those that change its policy included; named actions are required. To mend it: name the actions that are needed.`;

describe("ACC-AMP-01", () => {
  testRule(metricsAccessIsScoped, [
    ...policyCases({
      type: "aws:amp/resourcePolicy:ResourcePolicy",
      property: "policyDocument",
      ...guardedStatements("the workspace", "aps:RemoteWrite"),
    }),
    ...["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"].flatMap((type) =>
      policyCases({
        type,
        complies: {
          "writing into one workspace": allow("aps:RemoteWrite", WORKSPACE),
          "reading any workspace": allow(["aps:QueryMetrics", "aps:GetLabels"]),
          "writing into workspaces with a tag": allow(
            "aps:RemoteWrite",
            "*",
            when("StringEquals", "aws:ResourceTag/team", "x"),
          ),
          "everything but metrics": { Effect: "Allow", NotAction: "aps:*", Resource: "*" },
        },
        breaks: {
          "writing into any workspace": [
            allow("aps:RemoteWrite"),
            ["any-workspace"],
            "statement number 1 allows aps:RemoteWrite into every workspace of the account. To mend it: name the workspace's ARN in Resource.",
          ],
          "writing into any workspace of a region": [
            allow("aps:Remote*", "arn:aws:aps:us-east-1:111122223333:workspace/*"),
            ["any-workspace"],
          ],
          "every action on one workspace": [allow("aps:*", WORKSPACE), ["every-action"], EVERY("aps:*")],
          "every action on any": [allow(["aps:*"]), ["every-action", "any-workspace"]],
        },
      }),
    ),
  ]);
});
