/**
 * The resource types whose facts the sandbox carries, a list per provider and module. To teach it a new one, add its file's name (as in
 * the provider's npm package) here, run `node dist/engine/sandbox/facts/extract.js`, and, where its computed values matter,
 * add a row to the provider's overlay table.
 */
export interface ListedTypes {
  /** The provider's name in type tokens. */
  provider: string;
  /** The npm package whose classes describe the types. */
  package: string;
  /** Module → file names (without extension) of resource classes in it; "index" is the package's root folder. */
  modules: Readonly<Record<string, string>>;
}

const AWS: ListedTypes = {
  provider: "aws",
  package: "@pulumi/aws",
  modules: {
    accessanalyzer: "analyzer archiveRule",
    acm: "certificate certificateValidation",
    amp: "alertManagerDefinition queryLoggingConfiguration ruleGroupNamespace scraper workspace workspaceConfiguration",
    appautoscaling: "policy target",
    athena: "database namedQuery workgroup",
    backup:
      "framework globalSettings plan regionSettings reportPlan restoreTestingPlan restoreTestingSelection selection vault vaultLockConfiguration vaultNotifications vaultPolicy",
    bedrock: "guardrail",
    budgets: "budget",
    cfg: "aggregateAuthorization configurationAggregator conformancePack deliveryChannel recorder recorderStatus remediationConfiguration retentionConfiguration rule",
    cloudtrail: "eventDataStore trail",
    cloudwatch:
      "compositeAlarm dashboard eventArchive eventBus eventBusPolicy eventConnection eventPermission eventRule eventTarget logAccountPolicy logDataProtectionPolicy logDestination logDestinationPolicy logGroup logMetricFilter logResourcePolicy logStream logSubscriptionFilter metricAlarm metricStream queryDefinition",
    detective: "graph",
    dynamodb: "globalTable kinesisStreamingDestination table tableItem tag resourcePolicy",
    ebs: "defaultKmsKey encryptionByDefault snapshot volume",
    ec2: "ami defaultNetworkAcl defaultRouteTable defaultSecurityGroup defaultVpc eip eipAssociation egressOnlyInternetGateway flowLog instance instanceMetadataDefaults internetGateway keyPair launchTemplate mainRouteTableAssociation managedPrefixList natGateway networkAcl networkAclRule networkInterface peeringConnectionOptions route routeTable routeTableAssociation securityGroup securityGroupRule subnet subnetCidrReservation tag volumeAttachment vpc vpcDhcpOptions vpcDhcpOptionsAssociation vpcEndpoint vpcEndpointConnectionAccepter vpcEndpointConnectionNotification vpcEndpointPolicy vpcEndpointRouteTableAssociation securityGroupAssociation vpcEndpointService vpcEndpointServiceAllowedPrinciple vpcEndpointSubnetAssociation vpcIpv4CidrBlockAssociation vpcPeeringConnection vpcPeeringConnectionAccepter",
    ec2transitgateway: "route routeTable routeTableAssociation transitGateway vpcAttachment",
    ecr: "lifecyclePolicy pullThroughCacheRule registryPolicy registryScanningConfiguration replicationConfiguration repository repositoryPolicy",
    efs: "accessPoint backupPolicy fileSystem fileSystemPolicy mountTarget",
    eks: "accessEntry accessPolicyAssociation addon cluster fargateProfile identityProviderConfig nodeGroup podIdentityAssociation",
    elasticache: "cluster parameterGroup replicationGroup subnetGroup user userGroup",
    glue: "catalogDatabase catalogTable crawler job securityConfiguration",
    grafana: "workspace workspaceServiceAccount workspaceServiceAccountToken workspaceApiKey roleAssociation",
    guardduty: "detector detectorFeature filter publishingDestination",
    iam: "accessKey accountAlias accountPasswordPolicy group groupPolicy groupPolicyAttachment instanceProfile openIdConnectProvider policy policyAttachment role rolePoliciesExclusive rolePolicy rolePolicyAttachment rolePolicyAttachmentsExclusive samlProvider serviceLinkedRole user userPolicy userPolicyAttachment",
    inspector2: "enabler",
    kinesis: "firehoseDeliveryStream resourcePolicy stream streamConsumer",
    kms: "alias grant key keyPolicy replicaKey",
    lambda: "alias eventSourceMapping function functionEventInvokeConfig functionUrl layerVersion permission",
    lb: "listener listenerCertificate listenerRule loadBalancer targetGroup targetGroupAttachment",
    macie2: "account",
    oam: "link sink sinkPolicy",
    opensearch: "domain domainPolicy serverlessAccessPolicy serverlessCollection serverlessSecurityPolicy",
    organizations: "account organization organizationalUnit policy policyAttachment",
    ram: "principalAssociation resourceAssociation resourceShare",
    rds: "cluster clusterInstance clusterParameterGroup eventSubscription globalCluster instance optionGroup parameterGroup proxy snapshot subnetGroup",
    route53:
      "healthCheck hostedZoneDnsSec keySigningKey queryLog record resolverEndpoint resolverQueryLogConfig resolverQueryLogConfigAssociation resolverRule resolverRuleAssociation vpcAssociationAuthorization zone zoneAssociation",
    s3: "accessPoint accountPublicAccessBlock bucket bucketAccelerateConfiguration bucketAcl bucketCorsConfiguration bucketIntelligentTieringConfiguration bucketLifecycleConfiguration bucketLogging bucketMetric bucketNotification bucketObject bucketObjectLockConfiguration bucketObjectv2 bucketOwnershipControls bucketPolicy bucketPublicAccessBlock bucketReplicationConfig bucketRequestPaymentConfiguration bucketServerSideEncryptionConfiguration bucketVersioning bucketWebsiteConfiguration bucketAclV2 bucketCorsConfigurationV2 bucketLifecycleConfigurationV2 bucketLoggingV2 bucketObjectLockConfigurationV2 bucketServerSideEncryptionConfigurationV2 bucketV2 bucketVersioningV2 inventory",
    scheduler: "schedule scheduleGroup",
    secretsmanager: "secret secretPolicy secretRotation secretVersion",
    securityhub:
      "account automationRule configurationPolicy findingAggregator organizationConfiguration productSubscription standardsSubscription",
    servicequotas: "serviceQuota",
    ses: "domainDkim domainIdentity emailIdentity template",
    sesv2: "configurationSet configurationSetEventDestination emailIdentity",
    sfn: "activity stateMachine",
    shield: "protection",
    sns: "topic topicPolicy topicSubscription",
    sqs: "queue queuePolicy redriveAllowPolicy redrivePolicy",
    ssm: "association contactsRotation document maintenanceWindow maintenanceWindowTarget maintenanceWindowTask parameter resourceDataSync serviceSetting",
    ssmcontacts: "contact contactChannel plan",
    ssmincidents: "replicationSet responsePlan",
    ssoadmin:
      "accountAssignment customerManagedPolicyAttachment managedPolicyAttachment permissionSet permissionSetInlinePolicy",
    synthetics: "canary group groupAssociation",
    vpc: "endpointPrivateDns endpointServicePrivateDnsVerification securityGroupEgressRule securityGroupIngressRule securityGroupVpcAssociation routeServer",
    wafv2: "ipSet regexPatternSet webAclAssociation webAclLoggingConfiguration",
    xray: "encryptionConfig group samplingRule",
  },
};

const GRAFANA: ListedTypes = {
  provider: "grafana",
  package: "@pulumiverse/grafana",
  modules: {
    alerting: "contactPoint messageTemplate muteTiming notificationPolicy ruleGroup",
    oss: "annotation dashboard dashboardPermission dashboardPermissionItem dashboardPublic dataSource dataSourceConfig folder folderPermission folderPermissionItem libraryPanel organization organizationPreferences playlist serviceAccount serviceAccountPermission serviceAccountPermissionItem serviceAccountToken ssoSettings team user",
  },
};

const PAGERDUTY: ListedTypes = {
  provider: "pagerduty",
  package: "@pulumi/pagerduty",
  modules: {
    index:
      "addon businessService escalationPolicy extension maintenanceWindow responsePlay ruleset rulesetRule schedule service serviceDependency serviceEventRule serviceIntegration slackConnection tag tagAssignment team teamMembership user userContactMethod userNotificationRule webhookSubscription",
  },
};

const RANDOM: ListedTypes = {
  provider: "random",
  package: "@pulumi/random",
  modules: {
    index:
      "randomBytes randomId randomInteger randomPassword randomPet randomShuffle randomString randomUuid",
  },
};

const TLS: ListedTypes = {
  provider: "tls",
  package: "@pulumi/tls",
  modules: { index: "certRequest locallySignedCert privateKey selfSignedCert" },
};

/** Every provider whose types come from Pulumi classes (Kubernetes' come from API schemas). */
export const LISTED_TYPES: readonly ListedTypes[] = [AWS, GRAFANA, PAGERDUTY, RANDOM, TLS];
