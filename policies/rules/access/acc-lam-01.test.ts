import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { functionsAreNotInvokableByEveryone } from "./acc-lam-01";

const permission = (principal: unknown, rest: object = {}): RuleCase["resources"] => [
  {
    type: "aws:lambda/permission:Permission",
    name: "it",
    inputs: { action: "lambda:InvokeFunction", function: "it", principal, ...rest },
  },
];
const url = (authorizationType: unknown): RuleCase["resources"] => [
  {
    type: "aws:lambda/functionUrl:FunctionUrl",
    name: "it",
    inputs: { functionName: "it", authorizationType },
  },
];
const OPEN = (found: string) =>
  `'authorizationType' is ${found}, so that everybody on the internet can call the function; AWS_IAM is required. To mend it: set authorizationType to AWS_IAM.`;

describe("ACC-LAM-01", () => {
  testRule(functionsAreNotInvokableByEveryone, [
    { title: "an account", resources: permission("111122223333"), expect: ["pass"] },
    { title: "a role", resources: permission("arn:aws:iam::111122223333:role/x"), expect: ["pass"] },
    {
      title: "a service for a resource",
      resources: permission("events.amazonaws.com", {
        sourceArn: "arn:aws:events:eu-west-1:111122223333:rule/x",
      }),
      expect: ["pass"],
    },
    {
      title: "a service for an account",
      resources: permission("sns.amazonaws.com", { sourceAccount: "111122223333" }),
      expect: ["pass"],
    },
    {
      title: "a service for an organization",
      resources: permission("sns.amazonaws.com", { principalOrgId: "o-a1b2" }),
      expect: ["pass"],
    },
    {
      title: "buckets of an account",
      resources: permission("s3.amazonaws.com", {
        sourceArn: "arn:aws:s3:::logs",
        sourceAccount: "111122223333",
      }),
      expect: ["pass"],
    },
    { title: "an organization", resources: permission("*", { principalOrgId: "o-a1b2" }), expect: ["pass"] },
    {
      title: "a skill with its token",
      resources: permission("alexa-appkit.amazon.com", { eventSourceToken: "x" }),
      expect: ["pass"],
    },
    { title: "an address for who is signed in", resources: url("AWS_IAM"), expect: ["pass"] },
    {
      title: "everybody",
      resources: permission("*"),
      expect: ["violation everyone"],
      message:
        "'principal' is '*', so that everybody with an AWS account can call the function; a named account, role or service is required. To mend it: name the principal, or set principalOrgId.",
    },
    {
      title: "everybody for one account",
      resources: permission("*", { sourceAccount: "111122223333" }),
      expect: ["violation everyone"],
    },
    {
      title: "a service for anybody",
      resources: permission("sns.amazonaws.com"),
      expect: ["violation no-source"],
      message:
        "'sns.amazonaws.com' may call the function for whomever it works, as neither 'sourceArn' nor 'sourceAccount' is set; one of them is required. To mend it: set sourceArn, or sourceAccount.",
    },
    {
      title: "a service for nothing",
      resources: permission("sns.amazonaws.com", { sourceArn: "" }),
      expect: ["violation no-source"],
    },
    { title: "any bucket", resources: permission("s3.amazonaws.com"), expect: ["violation no-source"] },
    {
      title: "one bucket, whosever it is",
      resources: permission("s3.amazonaws.com", { sourceArn: "arn:aws:s3:::logs" }),
      expect: ["violation no-source-account"],
      message:
        "'sourceArn' of a bucket names no account, so that whoever has a bucket of that name can call the function; 'sourceAccount' is required. To mend it: set sourceArn and sourceAccount.",
    },
    {
      title: "an address for everybody",
      resources: url("NONE"),
      expect: ["violation no-authentication"],
      message: OPEN("'NONE'"),
    },
    {
      title: "an address that says nothing",
      resources: url(undefined),
      expect: ["violation no-authentication"],
      message: OPEN("missing"),
    },
    {
      title: "a principal that is not known",
      resources: permission(UNKNOWN),
      expect: ["undetermined principal"],
      message: "principal is not known before the update",
    },
    {
      title: "a source that is not known",
      resources: permission("sns.amazonaws.com", { sourceArn: UNKNOWN }),
      expect: ["undetermined sourceArn"],
    },
    {
      title: "an address of a kind that is not known",
      resources: url(UNKNOWN),
      expect: ["undetermined authorizationType"],
    },
  ]);
});
