import { violation, type Outcome } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

const USER = "aws:iam/user:User";
const KEY = "aws:iam/accessKey:AccessKey";
const PROFILE = "aws:iam/userLoginProfile:UserLoginProfile";

const FIX = "take it out: people sign in through IAM Identity Center, workloads assume roles";
const REQUIRED = "only identities that expire are allowed";

export const peopleAndWorkloadsAreFederated: ResourceRule = {
  id: "ACC-IAM-09",
  slug: "people-and-workloads-are-federated",
  title: "No IAM users, login profiles or access keys",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC6.2"],
    pci: ["8.2.1", "8.2.2", "8.3.1", "8.6.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.16", "A.5.17"],
  },
  scope: "resource",
  types: [USER, KEY, PROFILE],
  remediation: "Let people sign in through IAM Identity Center, and workloads assume roles.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
  check({ type, inputs }): Outcome {
    if (type === USER) return found("user", "an IAM user keeps its rights until somebody thinks of it");
    if (type === PROFILE)
      return found("login-profile", "a password for the console lasts until somebody changes it");
    const user = inputs.at("user").filledText();
    // A key of whomsoever is one too many.
    return user.state === "value" && user.value === "root"
      ? found(
          "root-access-key",
          "an access key of the root user may do everything, and no policy can limit it",
        )
      : found("access-key", "an access key lasts until somebody deletes it");
  },
};

function found(reason: string, what: string): Outcome {
  return violation(reason, { message: `${what}; ${REQUIRED}`, fix: FIX });
}
