/** The partition of all regions that Pharos knows; GovCloud, China and the European sovereign cloud have others. */
export const PARTITION = "aws";

/** The principal that stands for everybody in an account who IAM allows. */
export function accountArn(account: string): string {
  return `arn:${PARTITION}:iam::${account}:root`;
}

/** A policy of AWS's own, such as `AmazonEKSClusterPolicy`. */
export function managedPolicyArn(name: string): string {
  return `arn:${PARTITION}:iam::aws:policy/${name}`;
}

/** A bucket's ARN, known before the bucket exists. */
export function bucketArn(name: string): string {
  return `arn:${PARTITION}:s3:::${name}`;
}

/** A log group's ARN, known before the group exists. */
export function logGroupArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:logs:${region}:${account}:log-group:${name}`;
}

/** The name of an AWS service as seen by conditions and trust, such as `logs.us-east-1.amazonaws.com`. */
export function regionalService(service: string, region: string): string {
  return `${service}.${region}.amazonaws.com`;
}

/** A cluster's ARN, known before the cluster exists. */
export function clusterArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:eks:${region}:${account}:cluster/${name}`;
}
