import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read, Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const URL = "aws:lambda/functionUrl:FunctionUrl";

export const functionsAreNotInvokableByEveryone: ResourceRule = {
  id: "ACC-LAM-01",
  slug: "functions-are-not-invokable-by-everyone",
  title: "Lambda functions are not invokable by everyone",
  severity: "critical",
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["1.4.2", "7.2.5"],
    gdpr: ["25(2)"],
    iso27001: ["A.5.15", "A.8.3"],
  },
  scope: "resource",
  types: ["aws:lambda/permission:Permission", URL],
  remediation:
    "Name the principal, give a service sourceArn or sourceAccount, and set authorizationType of a function's URL to AWS_IAM.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
  check: ({ type, inputs }) => (type === URL ? judgeUrl(inputs) : judgePermission(inputs)),
};

function judgeUrl(inputs: Reader): Outcome {
  const authorization = inputs.at("authorizationType").filledText();
  if (authorization.state === "unknown") return undetermined(authorization);
  if (authorization.state === "value" && authorization.value === "AWS_IAM") return pass;
  const found = authorization.state === "absent" ? "missing" : `'${authorization.value}'`;
  return violation("no-authentication", {
    message: `'authorizationType' is ${found}, so that everybody on the internet can call the function; AWS_IAM is required`,
    fix: "set authorizationType to AWS_IAM",
    property: "authorizationType",
  });
}

function judgePermission(inputs: Reader): Outcome {
  const principal = inputs.at("principal").filledText();
  if (principal.state === "unknown") return undetermined(principal);
  const name = principal.state === "value" ? principal.value.trim() : "";
  const organization = inputs.at("principalOrgId").filledText();
  if (name === "*") return judgeEveryone(organization);
  if (!/\.amazonaws\.com(\.cn)?$/.test(name)) return pass;
  const account = inputs.at("sourceAccount").filledText();
  const token = inputs.at("eventSourceToken").filledText();
  const arn = inputs.at("sourceArn").filledText();
  // A bucket's ARN names no account, and who deletes a bucket leaves its name to others.
  const isBucket = name === "s3.amazonaws.com";
  const enough = [account, organization, token, ...(isBucket ? [] : [arn])];
  if (enough.some(({ state }) => state === "value")) return pass;
  for (const read of enough) if (read.state === "unknown") return undetermined(read);
  const missing = isBucket && arn.state !== "absent" ? "sourceAccount" : "sourceArn";
  return violation(missing === "sourceArn" ? "no-source" : "no-source-account", {
    message:
      missing === "sourceArn"
        ? `'${name}' may call the function for whomever it works, as neither 'sourceArn' nor 'sourceAccount' is set; one of them is required`
        : `'sourceArn' of a bucket names no account, so that whoever has a bucket of that name can call the function; 'sourceAccount' is required`,
    fix: isBucket ? "set sourceArn and sourceAccount" : "set sourceArn, or sourceAccount",
    property: missing,
  });
}

function judgeEveryone(organization: Read<string>): Outcome {
  if (organization.state === "value") return pass;
  if (organization.state === "unknown") return undetermined(organization);
  return violation("everyone", {
    message:
      "'principal' is '*', so that everybody with an AWS account can call the function; a named account, role or service is required",
    fix: "name the principal, or set principalOrgId",
    property: "principal",
  });
}
