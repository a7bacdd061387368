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

/** A role's ARN, known before the role exists. */
export function roleArn(account: string, name: string): string {
  return `arn:${PARTITION}:iam::${account}:role/${name}`;
}

/** A topic's ARN, known before the topic exists. */
export function topicArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:sns:${region}:${account}:${name}`;
}

/** A queue's ARN, known before the queue exists. */
export function queueArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:sqs:${region}:${account}:${name}`;
}

/** A trail's ARN, known before the trail exists; its region is the trail's home. */
export function trailArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:cloudtrail:${region}:${account}:trail/${name}`;
}

/** All alarms of an account in a region, for conditions. */
export function anyAlarmArn(region: string, account: string): string {
  return `arn:${PARTITION}:cloudwatch:${region}:${account}:alarm:*`;
}

/** All event rules of an account in a region, for conditions. */
export function anyEventRuleArn(region: string, account: string): string {
  return `arn:${PARTITION}:events:${region}:${account}:rule/*`;
}

/** Everything of one service of an account in a region, for conditions: `arn:aws:logs:us-east-1:111122223333:*`. */
export function anyOf(service: string, region: string, account: string): string {
  return `arn:${PARTITION}:${service}:${region}:${account}:*`;
}

/** A workspace of Amazon Managed Service for Prometheus, by the id that the service made. */
export function workspaceArn(region: string, account: string, id: string): string {
  return `arn:${PARTITION}:aps:${region}:${account}:workspace/${id}`;
}

/** A backup vault's ARN, known before the vault exists. */
export function vaultArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:backup:${region}:${account}:backup-vault:${name}`;
}

/** All versions of the ARN of a secret: Secrets Manager ends it with six characters of its own. */
export function secretArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:secretsmanager:${region}:${account}:secret:${name}-??????`;
}

/** All secrets whose names begin with a prefix, for policies. */
export function secretsArn(region: string, account: string, prefix: string): string {
  return `arn:${PARTITION}:secretsmanager:${region}:${account}:secret:${prefix}*`;
}

/** All things of one kind that EC2 has in an account and region (`instance`, `volume` …), for policies. */
export function anyEc2Arn(region: string, account: string, kind: string): string {
  return `arn:${PARTITION}:ec2:${region}:${account}:${kind}/*`;
}

/** A user of a database that signs in by IAM. The cluster's resource id (`cluster-…`) is RDS's own, not the name. */
export function databaseUserArn(region: string, account: string, resourceId: string, user: string): string {
  return `arn:${PARTITION}:rds-db:${region}:${account}:dbuser:${resourceId}/${user}`;
}

/** One of EKS's own access policies, such as `AmazonEKSClusterAdminPolicy`. */
export function clusterAccessPolicyArn(name: string): string {
  return `arn:${PARTITION}:eks::aws:cluster-access-policy/${name}`;
}

/** An alarm's ARN, known before the alarm exists. */
export function alarmArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:cloudwatch:${region}:${account}:alarm:${name}`;
}

/** A delivery stream's ARN, known before the stream exists. */
export function deliveryStreamArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:firehose:${region}:${account}:deliverystream/${name}`;
}

/** An event rule's ARN, known before the rule exists. */
export function eventRuleArn(region: string, account: string, name: string): string {
  return `arn:${PARTITION}:events:${region}:${account}:rule/${name}`;
}

/** The role that an AWS service uses by itself in an account, such as `AWSServiceRoleForConfig` of `config.amazonaws.com`. */
export function serviceRoleArn(account: string, service: string, name: string): string {
  return roleArn(account, `aws-service-role/${service}/${name}`);
}

/** A standard of Security Hub in a region, such as `pci-dss/v/4.0.1`. */
export function standardArn(region: string, standard: string): string {
  return `arn:${PARTITION}:securityhub:${region}::standards/${standard}`;
}

/** All GuardDuty detectors of an account in a region, for conditions. */
export function anyDetectorArn(region: string, account: string): string {
  return `arn:${PARTITION}:guardduty:${region}:${account}:detector/*`;
}
