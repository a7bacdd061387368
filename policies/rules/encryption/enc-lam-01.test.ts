import { testRule } from "../../testing/cases";
import { keyCases } from "../../testing/key-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { functionsEncryptTheirEnvironment } from "./enc-lam-01";

const TYPE = "aws:lambda/function:Function";
const code = (inputs: Record<string, unknown>): [Given] => [{ type: TYPE, name: "worker", inputs }];
const ENVIRONMENT = { environment: { variables: { MODE: "fast" } } };

describe("ENC-LAM-01", () => {
  testRule(functionsEncryptTheirEnvironment, [
    ...keyCases({
      type: TYPE,
      property: "kmsKeyArn",
      beside: ENVIRONMENT,
      alias: "alias/aws/lambda",
      missing:
        "'kmsKeyArn' is missing, so that the key that AWS manages (alias/aws/lambda) encrypts it; a customer-managed key is required. " +
        "To mend it: set kmsKeyArn to the ARN of a key of your own.",
    }),
    {
      title: "no environment",
      resources: code({ runtime: "nodejs22.x" }),
      expect: ["notApplicable"],
      message: "it has no environment variables",
    },
    {
      title: "no variables",
      resources: code({ environment: [{ variables: {} }] }),
      expect: ["notApplicable"],
    },
    {
      title: "a variable whose value is not known",
      resources: code({ environment: { variables: { TABLE: UNKNOWN } } }),
      expect: ["violation no-key"],
    },
    {
      title: "variables that are not known",
      resources: code({ environment: { variables: UNKNOWN } }),
      expect: ["undetermined environment.variables"],
    },
    {
      title: "no environment, and Amazon's key",
      resources: code({ kmsKeyArn: "alias/aws/lambda" }),
      expect: ["notApplicable"],
    },
  ]);
});
