import { testRule } from "../../testing/cases";
import { allow, policyCases, when } from "../../testing/policy-cases";
import { resourcesAreNamed } from "./acc-iam-03";

const REST =
  "on every resource; such actions can be limited to resources. To mend it: name the resources by their ARNs, and put actions that know no resource into a statement of their own.";

describe("ACC-IAM-03", () => {
  testRule(
    resourcesAreNamed,
    policyCases({
      type: "aws:iam/groupPolicy:GroupPolicy",
      complies: {
        "named objects": allow("s3:GetObject", "arn:aws:s3:::logs/*"),
        "actions that know no resource": allow(["s3:ListAllMyBuckets", "ec2:DescribeInstances"]),
        "one that nobody knows": allow("newservice:DoIt"),
        denied: { ...allow("s3:GetObject"), Effect: "Deny" },
        "limited by a tag": allow(
          "ec2:StopInstances",
          "*",
          when("StringEquals", "aws:ResourceTag/team", "x"),
        ),
        "limited to an account": allow("s3:GetObject", "*", when("StringEquals", "aws:ResourceAccount", "1")),
        "names that begin alike": allow("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:alerts-*"),
        "a bucket and its objects": allow(
          ["s3:ListBucket", "s3:GetObject"],
          ["arn:aws:s3:::a", "arn:aws:s3:::a/*"],
        ),
      },
      breaks: {
        "objects of every bucket": [
          allow("s3:GetObject"),
          ["wildcard-resource"],
          `statement number 1 allows s3:GetObject ${REST}`,
        ],
        "one such action among others": [
          allow(["ec2:DescribeInstances", "S3:getobject"], "*", { Sid: "Read" }),
          ["wildcard-resource"],
          `statement 'Read' allows s3:GetObject ${REST}`,
        ],
        "a prefix with such actions": [allow("sqs:Send*"), ["wildcard-resource"]],
        "every action": [allow("*"), ["wildcard-resource"], `statement number 1 allows every action ${REST}`],
        "every action but some": [
          { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
          ["wildcard-resource"],
        ],
        "every topic of an account": [
          allow("sns:Publish", "arn:aws:sns:us-east-1:111122223333:*"),
          ["wildcard-resource"],
        ],
        "every bucket": [allow("s3:ListBucket", "arn:aws:s3:::*"), ["wildcard-resource"]],
        "a list over all accounts": [
          allow("rds:DescribeDBClusters", "arn:aws:rds:us-east-1:*:cluster:*"),
          ["wildcard-resource"],
        ],
        "a change of everything in an account": [
          allow(
            ["rds:DescribeDBClusters", "rds:DeleteDBCluster"],
            "arn:aws:rds:us-east-1:111122223333:cluster:*",
          ),
          ["wildcard-resource"],
          `statement number 1 allows rds:DeleteDBCluster ${REST}`,
        ],
        "everything but one bucket": [
          { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::logs/*" },
          ["wildcard-resource"],
        ],
        "six actions and more": [
          allow([
            "sqs:SendMessage",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:PurgeQueue",
            "sqs:TagQueue",
            "sqs:UntagQueue",
          ]),
          ["wildcard-resource"],
          `statement number 1 allows sqs:SendMessage, sqs:ReceiveMessage, sqs:DeleteMessage, sqs:PurgeQueue, sqs:TagQueue and 1 more ${REST}`,
        ],
      },
    }),
  );
});
