import * as guardduty from "@pulumi/aws/guardduty";
import * as pulumi from "@pulumi/pulumi";

export interface ThreatDetectionArgs {
  /** ARN of the bucket for findings. Its policy lets GuardDuty deliver. */
  readonly bucketArn: pulumi.Input<string>;
  /** Folder in the bucket. */
  readonly folder: string;
  /** What delivery waits for: GuardDuty tries before it is set up. */
  readonly bucketOpen: pulumi.Resource[];
  /** ARN of the bucket's key. */
  readonly keyArn: pulumi.Input<string>;
}

interface Feature {
  readonly name: string;
  /** What the feature may install by itself. */
  readonly manages?: Readonly<Record<string, boolean>>;
}

/** Sources of findings, beyond those that every detector has (management events, flow logs, name resolution). */
const FEATURES: readonly Feature[] = [
  { name: "S3_DATA_EVENTS" },
  { name: "EKS_AUDIT_LOGS" },
  { name: "EBS_MALWARE_PROTECTION" },
  { name: "RDS_LOGIN_EVENTS" },
  { name: "LAMBDA_NETWORK_LOGS" },
  {
    name: "RUNTIME_MONITORING",
    // The platform runs on EKS alone; agents elsewhere are for whoever runs something elsewhere.
    manages: { EKS_ADDON_MANAGEMENT: true, EC2_AGENT_MANAGEMENT: false, ECS_FARGATE_AGENT_MANAGEMENT: false },
  },
];

/**
 * GuardDuty in one region, with all its sources. It installs its agent in the region's clusters by itself, as an EKS add-on, and exports
 * findings to a bucket, since it keeps them for 90 days only. A region of an account has one detector: where there is one already, say that
 * it is managed elsewhere.
 *
 * Costs by what it reads: about 4 USD per million management events, 1.60 USD per million cluster audit events, 0.80 USD per million data
 * events of S3, 1 USD a GB of flow logs, 1.50 USD a vCPU and month for its agents (each with less at volume).
 *
 * For its agents GuardDuty makes an endpoint and a security group in the cluster's network, outside of the program. They should go when
 * the detector does; where they do not, they hold up the network's deletion until somebody deletes them (both are tagged
 * `GuardDutyManaged: true`).
 */
export class ThreatDetection extends pulumi.ComponentResource {
  readonly detectorId: pulumi.Output<string>;

  constructor(name: string, args: ThreatDetectionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:audit:ThreatDetection", name, {}, opts);

    const detector = this.createDetector(name);
    this.addFeatures(name, detector);
    this.exportFindings(name, args, detector);

    this.detectorId = detector.id;
    this.registerOutputs({ detectorId: this.detectorId });
  }

  /** The shortest of the three intervals in which GuardDuty tells again of what it has told. */
  private createDetector(name: string): guardduty.Detector {
    return new guardduty.Detector(
      `${name}-detector`,
      { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
      { parent: this },
    );
  }

  /** One after the other: GuardDuty takes one change of a detector at a time. */
  private addFeatures(name: string, detector: guardduty.Detector): void {
    let before: pulumi.Resource = detector;
    for (const { name: feature, manages } of FEATURES) {
      before = new guardduty.DetectorFeature(
        `${name}-${feature.toLowerCase().replaceAll("_", "-")}`,
        {
          detectorId: detector.id,
          name: feature,
          status: "ENABLED",
          ...(manages === undefined
            ? {}
            : {
                additionalConfigurations: Object.entries(manages).map(([agent, managed]) => ({
                  name: agent,
                  status: managed ? "ENABLED" : "DISABLED",
                })),
              }),
        },
        { parent: this, dependsOn: [before] },
      );
    }
  }

  private exportFindings(
    name: string,
    { bucketArn, folder, bucketOpen, keyArn }: ThreatDetectionArgs,
    detector: guardduty.Detector,
  ): void {
    new guardduty.PublishingDestination(
      `${name}-export`,
      {
        detectorId: detector.id,
        destinationType: "S3",
        destinationArn: pulumi.interpolate`${bucketArn}/${folder}`,
        kmsKeyArn: keyArn,
      },
      { parent: this, dependsOn: bucketOpen },
    );
  }
}
