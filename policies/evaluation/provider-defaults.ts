import type { PropertyValue } from "./rule";

/** A key that AWS owns and uses for many customers: it is in nobody's account, and nobody can restrict, revoke or audit it. */
export const AWS_OWNED_KEY = "aws-owned";
/** No encryption at all. */
export const NO_KEY = "none";

/** What a service does where a program says nothing of a property. */
export interface ProviderDefault {
  /** Canonical type of the resource. */
  readonly type: string;
  /** Path of the property. */
  readonly property: string;
  /**
   * The value that holds. Of a property that names a key: the alias of a key that AWS manages in the account, `AWS_OWNED_KEY` or
   * `NO_KEY`.
   */
  readonly value: PropertyValue;
  /** Year and month from which new resources have it; absent where it was always so. */
  readonly since?: string;
  readonly source: string;
}

type Row = readonly [type: string, property: string, value: PropertyValue, since: string, source: string];

const ALWAYS = "";
const AWS = "https://docs.aws.amazon.com/";
const PROVIDER = "https://www.pulumi.com/registry/packages/aws/api-docs/";

/** One default a row, sorted by type and property. */
// prettier-ignore
const rows: readonly Row[] = [
  ["aws:amp/workspace:Workspace", "kmsKeyArn", AWS_OWNED_KEY, ALWAYS, `${AWS}prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html`],
  ["aws:amp/workspaceConfiguration:WorkspaceConfiguration", "retentionPeriodInDays", 150, ALWAYS, `${AWS}prometheus/latest/userguide/AMP-workspace-configuration.html`],
  ["aws:athena/workgroup:Workgroup", "configuration.enforceWorkgroupConfiguration", true, ALWAYS, `${PROVIDER}athena/workgroup/`],
  ["aws:backup/vault:Vault", "kmsKeyArn", "alias/aws/backup", ALWAYS, `${AWS}aws-backup/latest/devguide/encryption.html`],
  ["aws:cfg/recorder:Recorder", "recordingGroup.includeGlobalResourceTypes", false, ALWAYS, `${AWS}config/latest/developerguide/select-resources.html`],
  ["aws:cloudtrail/eventDataStore:EventDataStore", "kmsKeyId", AWS_OWNED_KEY, ALWAYS, `${AWS}awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html`],
  ["aws:cloudtrail/eventDataStore:EventDataStore", "multiRegionEnabled", true, ALWAYS, `${PROVIDER}cloudtrail/eventdatastore/`],
  ["aws:cloudtrail/eventDataStore:EventDataStore", "retentionPeriod", 2555, ALWAYS, `${PROVIDER}cloudtrail/eventdatastore/`],
  ["aws:cloudtrail/eventDataStore:EventDataStore", "terminationProtectionEnabled", true, ALWAYS, `${PROVIDER}cloudtrail/eventdatastore/`],
  ["aws:cloudtrail/trail:Trail", "enableLogFileValidation", false, ALWAYS, `${PROVIDER}cloudtrail/trail/`],
  ["aws:cloudtrail/trail:Trail", "enableLogging", true, ALWAYS, `${PROVIDER}cloudtrail/trail/`],
  ["aws:cloudtrail/trail:Trail", "includeGlobalServiceEvents", true, ALWAYS, `${PROVIDER}cloudtrail/trail/`],
  ["aws:cloudtrail/trail:Trail", "isMultiRegionTrail", false, ALWAYS, `${PROVIDER}cloudtrail/trail/`],
  ["aws:cloudtrail/trail:Trail", "kmsKeyId", AWS_OWNED_KEY, ALWAYS, `${AWS}awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html`],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "actionsEnabled", true, ALWAYS, `${PROVIDER}cloudwatch/compositealarm/`],
  ["aws:cloudwatch/logGroup:LogGroup", "kmsKeyId", AWS_OWNED_KEY, ALWAYS, `${AWS}AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html`],
  ["aws:cloudwatch/logGroup:LogGroup", "logGroupClass", "STANDARD", ALWAYS, `${PROVIDER}cloudwatch/loggroup/`],
  ["aws:cloudwatch/logGroup:LogGroup", "retentionInDays", 0, ALWAYS, `${PROVIDER}cloudwatch/loggroup/`],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "actionsEnabled", true, ALWAYS, `${PROVIDER}cloudwatch/metricalarm/`],
  ["aws:dms/replicationInstance:ReplicationInstance", "publiclyAccessible", false, ALWAYS, `${PROVIDER}dms/replicationinstance/`],
  ["aws:dynamodb/table:Table", "deletionProtectionEnabled", false, ALWAYS, `${PROVIDER}dynamodb/table/`],
  ["aws:dynamodb/table:Table", "pointInTimeRecovery.enabled", false, ALWAYS, `${AWS}amazondynamodb/latest/developerguide/Point-in-time-recovery.html`],
  ["aws:dynamodb/table:Table", "replicas.kmsKeyArn", "alias/aws/dynamodb", ALWAYS, `${PROVIDER}dynamodb/table/`],
  ["aws:dynamodb/table:Table", "serverSideEncryption.enabled", false, "2018-11", `${AWS}amazondynamodb/latest/developerguide/EncryptionAtRest.html`],
  ["aws:dynamodb/table:Table", "serverSideEncryption.kmsKeyArn", "alias/aws/dynamodb", ALWAYS, `${AWS}amazondynamodb/latest/developerguide/EncryptionAtRest.html`],
  ["aws:dynamodb/tableReplica:TableReplica", "kmsKeyArn", "alias/aws/dynamodb", ALWAYS, `${PROVIDER}dynamodb/tablereplica/`],
  ["aws:ebs/encryptionByDefault:EncryptionByDefault", "enabled", true, ALWAYS, `${PROVIDER}ebs/encryptionbydefault/`],
  ["aws:ebs/snapshotCopy:SnapshotCopy", "kmsKeyId", "alias/aws/ebs", ALWAYS, `${AWS}ebs/latest/userguide/ebs-encryption.html`],
  ["aws:ebs/volume:Volume", "encrypted", false, ALWAYS, `${AWS}ebs/latest/userguide/ebs-encryption.html`],
  ["aws:ebs/volume:Volume", "kmsKeyId", "alias/aws/ebs", ALWAYS, `${AWS}ebs/latest/userguide/ebs-encryption.html`],
  ["aws:ec2/defaultSubnet:DefaultSubnet", "mapPublicIpOnLaunch", true, ALWAYS, `${PROVIDER}ec2/defaultsubnet/`],
  ["aws:ec2/instance:Instance", "associatePublicIpAddress", false, ALWAYS, `${PROVIDER}ec2/instance/`],
  ["aws:ec2/instance:Instance", "metadataOptions.httpEndpoint", "enabled", ALWAYS, `${AWS}AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html`],
  ["aws:ec2/instance:Instance", "metadataOptions.httpPutResponseHopLimit", 1, ALWAYS, `${AWS}AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html`],
  ["aws:ec2/launchConfiguration:LaunchConfiguration", "associatePublicIpAddress", false, ALWAYS, `${PROVIDER}ec2/launchconfiguration/`],
  ["aws:ec2/launchConfiguration:LaunchConfiguration", "metadataOptions.httpEndpoint", "enabled", ALWAYS, `${AWS}AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html`],
  ["aws:ec2/launchConfiguration:LaunchConfiguration", "metadataOptions.httpPutResponseHopLimit", 1, ALWAYS, `${AWS}AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html`],
  ["aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpEndpoint", "enabled", ALWAYS, `${PROVIDER}ec2/launchtemplate/`],
  ["aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpPutResponseHopLimit", 1, ALWAYS, `${PROVIDER}ec2/launchtemplate/`],
  ["aws:ec2/launchTemplate:LaunchTemplate", "networkInterfaces.associatePublicIpAddress", false, ALWAYS, `${PROVIDER}ec2/launchtemplate/`],
  ["aws:ec2/subnet:Subnet", "mapPublicIpOnLaunch", false, ALWAYS, `${PROVIDER}ec2/subnet/`],
  ["aws:ecr/repository:Repository", "encryptionConfigurations.encryptionType", "AES256", ALWAYS, `${AWS}AmazonECR/latest/userguide/encryption-at-rest.html`],
  ["aws:ecr/repository:Repository", "encryptionConfigurations.kmsKey", "alias/aws/ecr", ALWAYS, `${AWS}AmazonECR/latest/userguide/encryption-at-rest.html`],
  ["aws:efs/fileSystem:FileSystem", "encrypted", false, ALWAYS, `${AWS}efs/latest/ug/encryption-at-rest.html`],
  ["aws:efs/fileSystem:FileSystem", "kmsKeyId", "alias/aws/elasticfilesystem", ALWAYS, `${AWS}efs/latest/ug/encryption-at-rest.html`],
  ["aws:eks/cluster:Cluster", "encryptionConfig.provider.keyArn", AWS_OWNED_KEY, "2025-03", `${AWS}eks/latest/userguide/envelope-encryption.html`],
  ["aws:eks/cluster:Cluster", "vpcConfig.endpointPrivateAccess", false, ALWAYS, `${AWS}eks/latest/userguide/cluster-endpoint.html`],
  ["aws:eks/cluster:Cluster", "vpcConfig.endpointPublicAccess", true, ALWAYS, `${AWS}eks/latest/userguide/cluster-endpoint.html`],
  ["aws:elasticsearch/domain:Domain", "advancedSecurityOptions.enabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/fgac.html`],
  ["aws:elasticsearch/domain:Domain", "clusterConfig.dedicatedMasterCount", 3, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:elasticsearch/domain:Domain", "clusterConfig.dedicatedMasterEnabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:elasticsearch/domain:Domain", "clusterConfig.instanceCount", 1, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:elasticsearch/domain:Domain", "clusterConfig.zoneAwarenessEnabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:elasticsearch/domain:Domain", "domainEndpointOptions.enforceHttps", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:elasticsearch/domain:Domain", "encryptAtRest.enabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/encryption-at-rest.html`],
  ["aws:elasticsearch/domain:Domain", "encryptAtRest.kmsKeyId", "alias/aws/es", ALWAYS, `${AWS}opensearch-service/latest/developerguide/encryption-at-rest.html`],
  ["aws:elasticsearch/domain:Domain", "nodeToNodeEncryption.enabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/ntn.html`],
  ["aws:elb/loadBalancer:LoadBalancer", "crossZoneLoadBalancing", true, ALWAYS, `${PROVIDER}elb/loadbalancer/`],
  ["aws:grafana/workspace:Workspace", "kmsKeyId", AWS_OWNED_KEY, ALWAYS, `${AWS}grafana/latest/userguide/security-encryption-at-rest.html`],
  ["aws:guardduty/detector:Detector", "enable", true, ALWAYS, `${PROVIDER}guardduty/detector/`],
  ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "maxPasswordAge", 0, ALWAYS, `${AWS}IAM/latest/UserGuide/id_credentials_passwords_account-policy.html`],
  ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "minimumPasswordLength", 6, ALWAYS, `${AWS}IAM/latest/UserGuide/id_credentials_passwords_account-policy.html`],
  ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "passwordReusePrevention", 0, ALWAYS, `${AWS}IAM/latest/UserGuide/id_credentials_passwords_account-policy.html`],
  ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "requireLowercaseCharacters", false, ALWAYS, `${AWS}IAM/latest/UserGuide/id_credentials_passwords_account-policy.html`],
  ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "requireNumbers", false, ALWAYS, `${AWS}IAM/latest/UserGuide/id_credentials_passwords_account-policy.html`],
  ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "requireSymbols", false, ALWAYS, `${AWS}IAM/latest/UserGuide/id_credentials_passwords_account-policy.html`],
  ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "requireUppercaseCharacters", false, ALWAYS, `${AWS}IAM/latest/UserGuide/id_credentials_passwords_account-policy.html`],
  ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "serverSideEncryption.enabled", false, ALWAYS, `${PROVIDER}kinesis/firehosedeliverystream/`],
  ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "serverSideEncryption.keyType", "AWS_OWNED_CMK", ALWAYS, `${PROVIDER}kinesis/firehosedeliverystream/`],
  ["aws:kinesis/stream:Stream", "encryptionType", "NONE", ALWAYS, `${PROVIDER}kinesis/stream/`],
  ["aws:kinesis/stream:Stream", "retentionPeriod", 24, ALWAYS, `${PROVIDER}kinesis/stream/`],
  ["aws:kms/key:Key", "customerMasterKeySpec", "SYMMETRIC_DEFAULT", ALWAYS, `${PROVIDER}kms/key/`],
  ["aws:kms/key:Key", "deletionWindowInDays", 30, ALWAYS, `${AWS}kms/latest/developerguide/deleting-keys.html`],
  ["aws:kms/key:Key", "enableKeyRotation", false, ALWAYS, `${PROVIDER}kms/key/`],
  ["aws:kms/key:Key", "isEnabled", true, ALWAYS, `${PROVIDER}kms/key/`],
  ["aws:kms/key:Key", "rotationPeriodInDays", 365, ALWAYS, `${AWS}kms/latest/developerguide/rotate-keys.html`],
  ["aws:lambda/function:Function", "kmsKeyArn", "alias/aws/lambda", ALWAYS, `${AWS}lambda/latest/dg/configuration-envvars-encryption.html`],
  ["aws:lb/listener:Listener", "protocol", "HTTP", ALWAYS, `${PROVIDER}lb/listener/`],
  ["aws:lb/listener:Listener", "sslPolicy", "ELBSecurityPolicy-2016-08", ALWAYS, `${AWS}elasticloadbalancing/latest/application/describe-ssl-policies.html`],
  ["aws:lb/loadBalancer:LoadBalancer", "desyncMitigationMode", "defensive", ALWAYS, `${PROVIDER}lb/loadbalancer/`],
  ["aws:lb/loadBalancer:LoadBalancer", "dropInvalidHeaderFields", false, ALWAYS, `${PROVIDER}lb/loadbalancer/`],
  ["aws:lb/loadBalancer:LoadBalancer", "enableCrossZoneLoadBalancing", false, ALWAYS, `${PROVIDER}lb/loadbalancer/`],
  ["aws:lb/loadBalancer:LoadBalancer", "enableDeletionProtection", false, ALWAYS, `${PROVIDER}lb/loadbalancer/`],
  ["aws:lb/loadBalancer:LoadBalancer", "internal", false, ALWAYS, `${PROVIDER}lb/loadbalancer/`],
  ["aws:lb/loadBalancer:LoadBalancer", "loadBalancerType", "application", ALWAYS, `${PROVIDER}lb/loadbalancer/`],
  ["aws:opensearch/domain:Domain", "advancedSecurityOptions.enabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/fgac.html`],
  ["aws:opensearch/domain:Domain", "clusterConfig.dedicatedMasterCount", 3, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:opensearch/domain:Domain", "clusterConfig.dedicatedMasterEnabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:opensearch/domain:Domain", "clusterConfig.instanceCount", 1, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:opensearch/domain:Domain", "clusterConfig.zoneAwarenessEnabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:opensearch/domain:Domain", "domainEndpointOptions.enforceHttps", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/createupdatedomains.html`],
  ["aws:opensearch/domain:Domain", "encryptAtRest.enabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/encryption-at-rest.html`],
  ["aws:opensearch/domain:Domain", "encryptAtRest.kmsKeyId", "alias/aws/es", ALWAYS, `${AWS}opensearch-service/latest/developerguide/encryption-at-rest.html`],
  ["aws:opensearch/domain:Domain", "nodeToNodeEncryption.enabled", false, ALWAYS, `${AWS}opensearch-service/latest/developerguide/ntn.html`],
  ["aws:rds/cluster:Cluster", "backupRetentionPeriod", 1, ALWAYS, `${PROVIDER}rds/cluster/`],
  ["aws:rds/cluster:Cluster", "deletionProtection", false, ALWAYS, `${PROVIDER}rds/cluster/`],
  ["aws:rds/cluster:Cluster", "kmsKeyId", "alias/aws/rds", ALWAYS, `${AWS}AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html`],
  ["aws:rds/cluster:Cluster", "storageEncrypted", false, ALWAYS, `${PROVIDER}rds/cluster/`],
  ["aws:rds/clusterInstance:ClusterInstance", "publiclyAccessible", false, ALWAYS, `${PROVIDER}rds/clusterinstance/`],
  ["aws:rds/globalCluster:GlobalCluster", "storageEncrypted", false, ALWAYS, `${PROVIDER}rds/globalcluster/`],
  ["aws:rds/instance:Instance", "backupRetentionPeriod", 0, ALWAYS, `${PROVIDER}rds/instance/`],
  ["aws:rds/instance:Instance", "deletionProtection", false, ALWAYS, `${PROVIDER}rds/instance/`],
  ["aws:rds/instance:Instance", "kmsKeyId", "alias/aws/rds", ALWAYS, `${AWS}AmazonRDS/latest/UserGuide/Overview.Encryption.html`],
  ["aws:rds/instance:Instance", "multiAz", false, ALWAYS, `${PROVIDER}rds/instance/`],
  ["aws:rds/instance:Instance", "publiclyAccessible", false, ALWAYS, `${PROVIDER}rds/instance/`],
  ["aws:rds/instance:Instance", "storageEncrypted", false, ALWAYS, `${PROVIDER}rds/instance/`],
  ["aws:s3/accessPoint:AccessPoint", "publicAccessBlockConfiguration.blockPublicAcls", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/access-points-bpa-settings.html`],
  ["aws:s3/accessPoint:AccessPoint", "publicAccessBlockConfiguration.blockPublicPolicy", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/access-points-bpa-settings.html`],
  ["aws:s3/accessPoint:AccessPoint", "publicAccessBlockConfiguration.ignorePublicAcls", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/access-points-bpa-settings.html`],
  ["aws:s3/accessPoint:AccessPoint", "publicAccessBlockConfiguration.restrictPublicBuckets", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/access-points-bpa-settings.html`],
  ["aws:s3/bucket:Bucket", "serverSideEncryptionConfiguration", "AES256", "2023-01", `${AWS}AmazonS3/latest/userguide/default-encryption-faq.html`],
  ["aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint", "details.publicAccessBlock.blockPublicAcls", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html`],
  ["aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint", "details.publicAccessBlock.blockPublicPolicy", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html`],
  ["aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint", "details.publicAccessBlock.ignorePublicAcls", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html`],
  ["aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint", "details.publicAccessBlock.restrictPublicBuckets", true, ALWAYS, `${AWS}AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html`],
  ["aws:secretsmanager/secret:Secret", "kmsKeyId", "alias/aws/secretsmanager", ALWAYS, `${AWS}secretsmanager/latest/userguide/security-encryption.html`],
  ["aws:secretsmanager/secret:Secret", "replicas.kmsKeyId", "alias/aws/secretsmanager", ALWAYS, `${AWS}secretsmanager/latest/userguide/replicate-secrets.html`],
  ["aws:sns/topic:Topic", "kmsMasterKeyId", NO_KEY, ALWAYS, `${AWS}sns/latest/dg/sns-server-side-encryption.html`],
  ["aws:sqs/queue:Queue", "kmsMasterKeyId", AWS_OWNED_KEY, "2022-10", `${AWS}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html`],
  ["aws:sqs/queue:Queue", "sqsManagedSseEnabled", true, "2022-10", `${AWS}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html`],
];

export const providerDefaults: readonly ProviderDefault[] = rows.map(
  ([type, property, value, since, source]) => ({
    type,
    property,
    value,
    source,
    ...(since !== ALWAYS && { since }),
  }),
);

const byPlace = new Map(providerDefaults.map(({ type, property, value }) => [`${type} ${property}`, value]));

/**
 * What holds where a program says nothing of a property.
 * @throws where the table has no row: a rule must not guess
 */
export function defaultOf(type: string, property: string): PropertyValue {
  const value = byPlace.get(`${type} ${property}`);
  if (value === undefined) throw new Error(`no default is known of ${property} of ${type}`);
  return value;
}
