import * as accessanalyzer from "@pulumi/aws/accessanalyzer";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope, resourceName } from "../../content/names";

export interface ExternalAccessArgs {
  /** Names the analyzer; its region is analyzed. */
  readonly scope: NameScope;
}

/**
 * IAM Access Analyzer in one region: every bucket, key, role, queue and secret that somebody outside of the account can reach.
 *
 * Costs nothing.
 */
export class ExternalAccess extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { scope }: ExternalAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:ExternalAccess", name, {}, opts);

    const analyzer = new accessanalyzer.Analyzer(
      `${name}-analyzer`,
      { analyzerName: resourceName("analyzer", scope, "external-access"), type: "ACCOUNT" },
      { parent: this },
    );

    this.arn = analyzer.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
