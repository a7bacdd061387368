import { testRule } from "../../testing/cases";
import { allow, policyCases, when } from "../../testing/policy-cases";
import { dataStaysWhereItIs } from "./acc-iam-08";

const FIX =
  "To mend it: name the resources in Resource, or limit them by a condition such as aws:ResourceTag.";

describe("ACC-IAM-08", () => {
  testRule(
    dataStaysWhereItIs,
    policyCases({
      type: "aws:iam/userPolicy:UserPolicy",
      complies: {
        "objects of one bucket": allow("s3:GetObject", "arn:aws:s3:::logs/*"),
        "one secret": allow(
          "secretsmanager:GetSecretValue",
          "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-*",
        ),
        "secrets with a tag": allow(
          "secretsmanager:GetSecretValue",
          "*",
          when("StringEquals", "aws:ResourceTag/team", "x"),
        ),
        "what only counts": allow(["s3:ListAllMyBuckets", "cloudwatch:GetMetricData"]),
        "its own login token of a registry": allow("ecr:GetAuthorizationToken"),
        "one role": allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/reader"),
        "everything, denied": { ...allow("*"), Effect: "Deny" },
        "parameters of one path": allow(
          "ssm:GetParametersByPath",
          "arn:aws:ssm:us-east-1:111122223333:parameter/app/*",
        ),
      },
      breaks: {
        "objects of every bucket": [
          allow("s3:GetObject"),
          ["data-exfiltration"],
          `statement number 1 reads data on every resource: it allows s3:GetObject without naming resources. ${FIX}`,
        ],
        "every secret": [allow("secretsmanager:Get*"), ["data-exfiltration"]],
        "every parameter": [allow(["ssm:GetParameter", "ssm:GetParameters"]), ["data-exfiltration"]],
        "keys of anybody": [
          allow("iam:CreateAccessKey"),
          ["credential-exposure"],
          `statement number 1 hands out credentials of anybody: it allows iam:CreateAccessKey without naming resources. ${FIX}`,
        ],
        "any role": [allow("sts:AssumeRole"), ["credential-exposure"]],
        "every bucket's policy": [
          allow(["s3:PutBucketPolicy", "sqs:AddPermission"]),
          ["resource-exposure"],
          `statement number 1 opens every resource to others: it allows s3:PutBucketPolicy, sqs:AddPermission without naming resources. ${FIX}`,
        ],
        "every object of every bucket": [allow("s3:GetObject", "arn:aws:s3:::*"), ["data-exfiltration"]],
        "every action of S3": [allow("s3:*"), ["data-exfiltration", "resource-exposure"]],
        "every action": [allow("*"), ["data-exfiltration", "credential-exposure", "resource-exposure"]],
      },
    }),
  );
});
