import { namesCustomerKey } from "../../evaluation/customer-keys";
import { notApplicable, undetermined } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

const usesCustomerKey = namesCustomerKey("kmsKeyArn");

export const functionsEncryptTheirEnvironment: ResourceRule = {
  id: "ENC-LAM-01",
  slug: "lambda-environments-use-customer-managed-keys",
  title: "Lambda environment variables use a CMK",
  severity: "medium",
  scope: "resource",
  types: ["aws:lambda/function:Function"],
  controls: {
    soc2: ["CC6.1"],
    pci: ["8.3.2", "8.6.2"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set kmsKeyArn to a key that the function's role may decrypt with, or take secrets from Secrets Manager.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
  check(resource) {
    const key = usesCustomerKey(resource);
    if (key.kind === "pass") return key;
    const variables = resource.inputs.at("environment", "variables").fields();
    if (variables.state === "unknown") return undetermined(variables);
    if (variables.state === "absent" || variables.value.length === 0)
      return notApplicable("it has no environment variables");
    return key;
  },
};
