import { anyOf, bucketArn, PARTITION } from "../../content/arn";
import {
  type Action,
  type Conditions,
  resourcePolicy,
  type ResourceStatement,
} from "../encryption/policy-document";

/** Where an endpoint lies, and whose callers may use it. */
export interface EndpointPlace {
  /** Account of callers, twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** What an interface endpoint is for, and how far it lets through. */
interface EndpointService {
  /** What of the platform calls it. */
  readonly why: string;
  readonly statements: (place: EndpointPlace) => readonly ResourceStatement[];
}

/**
 * An endpoint's policy grants nothing: it is a fence around what the callers' own policies allow. So it names services and accounts, not
 * single actions: nobody else's credentials pass, and (where the service can tell whose resource it is) nobody else's resource is reached.
 */
function ownCallers({ account }: EndpointPlace): Conditions {
  return { StringEquals: { "aws:PrincipalAccount": [account] } };
}

function ownCallersAndResources({ account }: EndpointPlace): Conditions {
  return { StringEquals: { "aws:PrincipalAccount": [account], "aws:ResourceAccount": [account] } };
}

/** Everything of one service, on the account's own resources of the region. */
const ownResources = (service: string) => (place: EndpointPlace) => [
  {
    sid: "OwnResources",
    principals: "everyone",
    actions: [`${service}:*`],
    resources: [anyOf(service, place.region, place.account)],
    conditions: ownCallersAndResources(place),
  } as const,
];

/** Everything of a service of which many actions know no resource, such as metrics and descriptions of instances. */
const ownCalls = (service: string) => (place: EndpointPlace) => [
  {
    sid: "OwnCallers",
    principals: "everyone",
    actions: [`${service}:*`],
    resources: ["*"],
    conditions: ownCallers(place),
  } as const,
];

/** What a node does to pull an image. Images of AWS's own add-ons lie in registries of AWS's accounts. */
const PULL: readonly Action[] = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:DescribeImages",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
];

const pullImages = (place: EndpointPlace): ResourceStatement[] => [
  {
    sid: "PullImages",
    principals: "everyone",
    actions: PULL,
    resources: ["*"],
    conditions: ownCallers(place),
  },
  {
    // A pull through the account's own cache may make the repository and fetch the image first.
    sid: "FillOwnCache",
    principals: "everyone",
    actions: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
    resources: [anyOf("ecr", place.region, place.account)],
    conditions: ownCallers(place),
  },
];

const services = {
  "ecr.api": { why: "nodes ask where an image's layers lie", statements: pullImages },
  "ecr.dkr": { why: "nodes pull images", statements: pullImages },
  ec2: { why: "nodes describe themselves and their volumes", statements: ownCalls("ec2") },
  eks: { why: "kubectl and Pulumi ask for the cluster's address", statements: ownCalls("eks") },
  "eks-auth": {
    why: "pods exchange their token for a role's credentials",
    statements: (place) => [
      {
        sid: "PodIdentities",
        principals: "everyone",
        actions: ["eks-auth:AssumeRoleForPodIdentity"],
        resources: [anyOf("eks", place.region, place.account)],
        conditions: ownCallers(place),
      },
    ],
  },
  sts: {
    why: "callers say who they are",
    statements: (place) => [
      ...ownCalls("sts")(place),
      {
        // A pod that comes with a token of the cluster has no account yet.
        sid: "TokensForOwnRoles",
        principals: "everyone",
        actions: ["sts:AssumeRoleWithWebIdentity"],
        resources: [`arn:${PARTITION}:iam::${place.account}:role/*`],
        conditions: { StringEquals: { "aws:ResourceAccount": [place.account] } },
      },
    ],
  },
  kms: { why: "data keys of what pods encrypt themselves", statements: ownResources("kms") },
  logs: { why: "logs that pods read from and write to CloudWatch", statements: ownResources("logs") },
  monitoring: { why: "the exporter reads CloudWatch's metrics", statements: ownCalls("cloudwatch") },
  secretsmanager: {
    why: "External Secrets reads credentials and exchanges roots",
    statements: ownResources("secretsmanager"),
  },
  sqs: { why: "log readers take announcements of new objects", statements: ownResources("sqs") },
  sns: { why: "Alertmanager publishes to topics of the region", statements: ownResources("sns") },
  elasticloadbalancing: {
    why: "pods are registered with the target groups of the program",
    statements: ownCalls("elasticloadbalancing"),
  },
} as const satisfies Record<string, EndpointService>;

/** A service of AWS that the platform calls, as its endpoint is named. */
export type EndpointName = keyof typeof services;

/** Every service that gets an interface endpoint, with what calls it. */
export const endpointServices: Readonly<Record<EndpointName, EndpointService>> = services;

/** In the order of their names, so that two runs make the same. */
export const endpointNames = (Object.keys(services) as EndpointName[]).sort();

/** The policy of one interface endpoint. */
export function interfaceEndpointPolicy(name: EndpointName, place: EndpointPlace): string {
  return resourcePolicy(endpointServices[name].statements(place));
}

/**
 * The policy of the gateway endpoint for S3: everything in the account's own buckets, and reading the layers of container images, which
 * lie in a bucket of Amazon ECR's. Nothing can be written to anybody else's bucket.
 */
export function s3EndpointPolicy(place: EndpointPlace): string {
  return resourcePolicy([
    {
      sid: "OwnBuckets",
      principals: "everyone",
      actions: ["s3:*"],
      resources: [bucketArn("*"), `${bucketArn("*")}/*`],
      conditions: ownCallersAndResources(place),
    },
    {
      sid: "ReadImages",
      principals: "everyone",
      actions: ["s3:GetObject"],
      // Amazon ECR user guide, "Minimum Amazon S3 bucket permissions for Amazon ECR".
      resources: [`${bucketArn(`prod-${place.region}-starport-layer-bucket`)}/*`],
      conditions: { Bool: { "aws:SecureTransport": ["true"] } },
    },
  ]);
}
