import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { policiesHangOnRolesOrGroups } from "./acc-iam-10";

const given = (kind: string, inputs: Record<string, unknown>): RuleCase["resources"] => [
  { type: `aws:iam/${kind}`, name: "it", inputs },
];
const shared = (inputs: Record<string, unknown>) =>
  given("policyAttachment:PolicyAttachment", { policyArn: "arn:x", ...inputs });
const MESSAGE =
  "the policy hangs on a user, whose rights nobody sees beside those of others; roles or groups are required. To mend it: attach it to a role, or to a group that the user is in.";

describe("ACC-IAM-10", () => {
  testRule(policiesHangOnRolesOrGroups, [
    { title: "a role", resources: shared({ roles: ["app"] }), expect: ["pass"] },
    { title: "roles", resources: shared({ roles: ["app", "web"] }), expect: ["pass"] },
    { title: "a group", resources: shared({ groups: ["ops"] }), expect: ["pass"] },
    { title: "both", resources: shared({ roles: ["app"], groups: ["ops"] }), expect: ["pass"] },
    { title: "nobody", resources: shared({}), expect: ["pass"] },
    { title: "no users", resources: shared({ users: [], groups: ["ops"] }), expect: ["pass"] },
    { title: "no users, null", resources: shared({ users: null }), expect: ["pass"] },
    { title: "a role that is not known", resources: shared({ roles: UNKNOWN }), expect: ["pass"] },
    {
      title: "a user's own policy",
      resources: given("userPolicy:UserPolicy", { user: "ada", policy: "{}" }),
      expect: ["violation user"],
      message: MESSAGE,
    },
    {
      title: "a policy of a user that is not known",
      resources: given("userPolicy:UserPolicy", { user: UNKNOWN }),
      expect: ["violation user"],
    },
    {
      title: "an attachment to a user",
      resources: given("userPolicyAttachment:UserPolicyAttachment", { user: "ada", policyArn: "arn:x" }),
      expect: ["violation user"],
    },
    {
      title: "an attachment of what is not known",
      resources: given("userPolicyAttachment:UserPolicyAttachment", { user: "ada", policyArn: UNKNOWN }),
      expect: ["violation user"],
    },
    { title: "a user", resources: shared({ users: ["ada"] }), expect: ["violation user"], message: MESSAGE },
    {
      title: "a user beside a group",
      resources: shared({ users: ["ada"], groups: ["ops"] }),
      expect: ["violation user"],
    },
    {
      title: "a user that is still to be made",
      resources: shared({ users: [UNKNOWN] }),
      expect: ["violation user"],
    },
    {
      title: "a user that is not in a list",
      resources: shared({ users: "ada" }),
      expect: ["violation user"],
    },
    {
      title: "users that are not known",
      resources: shared({ users: UNKNOWN }),
      expect: ["undetermined users"],
      message: "users is not known before the update",
    },
  ]);
});
