import * as securityhub from "@pulumi/aws/securityhub";
import * as pulumi from "@pulumi/pulumi";
import { standardArn } from "../../content/arn";

export interface SecurityPostureArgs {
  /** Region that is judged. */
  readonly region: string;
}

/**
 * The standards against which an account is judged, by the end of their resource names (Security Hub user guide, "Standards reference").
 * Each is there in all regions that Pharos knows.
 */
export const standards: Readonly<Record<string, string>> = {
  foundational: "aws-foundational-security-best-practices/v/1.0.0",
  pci: "pci-dss/v/4.0.1",
  cis: "cis-aws-foundations-benchmark/v/5.0.0",
};

/**
 * Security Hub in one region: the account's state against three standards, each control judged once for all of them. It reads AWS Config,
 * which has to be on. A region of an account has one: where there is one already, say that it is managed elsewhere.
 *
 * Costs 0.001 USD a check (less at volume); a small account has some thousands a day for the three standards together.
 */
export class SecurityPosture extends pulumi.ComponentResource {
  readonly hubArn: pulumi.Output<string>;

  constructor(name: string, { region }: SecurityPostureArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:SecurityPosture", name, {}, opts);

    const hub = this.createHub(name);
    this.subscribe(name, region, hub);

    this.hubArn = hub.arn;
    this.registerOutputs({ hubArn: this.hubArn });
  }

  /** AWS's own choice of standards is left out: it changes without notice, and every standard costs. */
  private createHub(name: string): securityhub.Account {
    return new securityhub.Account(
      `${name}-hub`,
      {
        enableDefaultStandards: false,
        autoEnableControls: true,
        controlFindingGenerator: "SECURITY_CONTROL",
      },
      { parent: this },
    );
  }

  private subscribe(name: string, region: string, hub: securityhub.Account): void {
    for (const [short, standard] of Object.entries(standards)) {
      new securityhub.StandardsSubscription(
        `${name}-${short}`,
        { standardsArn: standardArn(region, standard) },
        { parent: this, dependsOn: [hub] },
      );
    }
  }
}
