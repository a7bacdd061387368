import type { OverlayTable, Pattern } from "../bridged/overlay";
import { arn, globalArn, unique } from "./shorthand";

const IAM_NAME: Pattern = {
  fits: /^[\w+=,.@-]+$/,
  says: "only alphanumeric characters and +=,.@-_ are allowed",
};

const CLUSTER_NAME: Pattern = {
  fits: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
  says: "only alphanumeric characters, hyphens and underscores are allowed, the first one alphanumeric",
};

/** IAM, EKS and what guards an account: IAM has no regions, so its names are unique in the whole account. */
export const ACCESS: OverlayTable = {
  "iam/role:Role": {
    global: true,
    nameLength: 64,
    patterns: { name: IAM_NAME },
    called: "IAM Role",
    parts: "role",
    outputs: {
      arn: globalArn("iam", "role{in.path}{name}"),
      uniqueId: "AROA{ALNUM:17:unique}",
      createDate: "2026-01-01T00:00:00Z",
    },
    unique: unique("name", "EntityAlreadyExists", "account"),
  },
  "iam/rolePolicy:RolePolicy": {
    id: "{in.role}:{name}",
    global: true,
    called: "IAM Role Policy",
    unique: unique("role name", "EntityAlreadyExists", "account"),
  },
  "iam/rolePolicyAttachment:RolePolicyAttachment": { id: "{in.role}/{in.policyArn}", global: true },
  "iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": { id: "{in.roleName}", global: true },
  "iam/rolePoliciesExclusive:RolePoliciesExclusive": { id: "{in.roleName}", global: true },
  "iam/policy:Policy": {
    id: globalArn("iam", "policy{in.path}{name}"),
    global: true,
    nameLength: 128,
    patterns: { name: IAM_NAME },
    called: "IAM Policy",
    outputs: { arn: "{id}", policyId: "ANPA{ALNUM:17:unique}", attachmentCount: 0 },
    unique: unique("name", "EntityAlreadyExists", "account"),
  },
  "iam/policyAttachment:PolicyAttachment": { global: true },
  "iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: globalArn("iam", "oidc-provider/{last:in.url:://}"),
    global: true,
    called: "IAM OIDC Provider",
    outputs: { arn: "{id}", thumbprintLists: ["{hex:40:thumbprint}"] },
    unique: unique("url", "EntityAlreadyExists", "account"),
  },
  "iam/samlProvider:SamlProvider": {
    id: globalArn("iam", "saml-provider/{name}"),
    global: true,
    outputs: { arn: "{id}" },
  },
  "iam/user:User": {
    global: true,
    nameLength: 64,
    called: "IAM User",
    outputs: { arn: globalArn("iam", "user{in.path}{name}"), uniqueId: "AIDA{ALNUM:17:unique}" },
    unique: unique("name", "EntityAlreadyExists", "account"),
  },
  "iam/group:Group": {
    global: true,
    outputs: { arn: globalArn("iam", "group{in.path}{name}"), uniqueId: "AGPA{ALNUM:17:unique}" },
    unique: unique("name", "EntityAlreadyExists", "account"),
  },
  "iam/accessKey:AccessKey": {
    id: "AKIA{ALNUM:16:id}",
    global: true,
    outputs: { secret: "{alnum:40:secret}", sesSmtpPasswordV4: "{alnum:44:smtp}", status: "Active" },
    secret: ["secret", "sesSmtpPasswordV4"],
  },
  "iam/instanceProfile:InstanceProfile": {
    global: true,
    outputs: { arn: globalArn("iam", "instance-profile{in.path}{name}"), uniqueId: "AIPA{ALNUM:17:unique}" },
    unique: unique("name", "EntityAlreadyExists", "account"),
  },
  "iam/serviceLinkedRole:ServiceLinkedRole": {
    id: globalArn(
      "iam",
      "role/aws-service-role/{in.awsServiceName}/AWSServiceRole-{hexof:in.awsServiceName:8:name}",
    ),
    global: true,
    outputs: { arn: "{id}", path: "/aws-service-role/{in.awsServiceName}/" },
    called: "IAM Service Linked Role",
    unique: unique("awsServiceName customSuffix", "InvalidInput", "account"),
  },
  "iam/accountAlias:AccountAlias": {
    id: "{in.accountAlias}",
    global: true,
    unique: unique("accountAlias", "EntityAlreadyExists", "global"),
  },
  "iam/accountPasswordPolicy:AccountPasswordPolicy": { id: "iam-account-password-policy", global: true },
  "eks/cluster:Cluster": {
    called: "EKS Cluster",
    parts: "clusterName",
    nameLength: 100,
    patterns: { name: CLUSTER_NAME },
    outputs: {
      arn: arn("eks", "cluster/{id}"),
      certificateAuthority: {
        data: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCnNhbmRib3g{alnum:60:ca}Ci0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K",
      },
      createdAt: "2026-01-01T00:00:00Z",
      endpoint: "https://{HEX:32:endpoint}.gr7.{region}.eks.{dns}",
      identities: [{ oidcs: [{ issuer: "https://oidc.eks.{region}.{dns}/id/{HEX:32:endpoint}" }] }],
      platformVersion: "eks.1",
      status: "ACTIVE",
      accessConfig: { authenticationMode: "CONFIG_MAP" },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
      upgradePolicy: { supportType: "EXTENDED" },
      version: "1.34",
      vpcConfig: {
        clusterSecurityGroupId: "sg-{hex:17:cluster}",
        publicAccessCidrs: ["0.0.0.0/0"],
        vpcId: "{of:aws:ec2/subnet:Subnet|in.vpcConfig.subnetIds.0|vpcId}",
      },
    },
    // Subnets and security groups change in place, within the VPC; encryption cannot be taken away or given another key.
    replacesOn: ["encryptionConfig.provider.keyArn", "encryptionConfig.resources"],
    values: {
      "accessConfig.authenticationMode": ["CONFIG_MAP", "API", "API_AND_CONFIG_MAP"],
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      "upgradePolicy.supportType": ["STANDARD", "EXTENDED"],
    },
    unique: unique("name", "ResourceInUseException"),
  },
  "eks/accessEntry:AccessEntry": {
    id: "{in.clusterName}:{in.principalArn}",
    called: "EKS Access Entry",
    outputs: {
      accessEntryArn: arn(
        "eks",
        "access-entry/{in.clusterName}/role/{account}/{last:in.principalArn:/}/{uuid:entry}",
      ),
      createdAt: "2026-01-01T00:00:00Z",
      modifiedAt: "2026-01-01T00:00:00Z",
      userName: "{in.principalArn}",
    },
    unique: unique("clusterName principalArn", "ResourceInUseException"),
  },
  "eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: "{in.clusterName}#{in.principalArn}#{in.policyArn}",
    outputs: { associatedAt: "2026-01-01T00:00:00Z", modifiedAt: "2026-01-01T00:00:00Z" },
  },
  "eks/podIdentityAssociation:PodIdentityAssociation": {
    id: "{in.clusterName},a-{alnum:17:association}",
    called: "EKS Pod Identity Association",
    outputs: {
      associationArn: arn("eks", "podidentityassociation/{in.clusterName}/a-{alnum:17:association}"),
      associationId: "a-{alnum:17:association}",
      externalId: "",
    },
    unique: unique("clusterName namespace serviceAccount", "ResourceInUseException"),
  },
  "eks/identityProviderConfig:IdentityProviderConfig": {
    id: "{in.clusterName}:{in.oidc.identityProviderConfigName}",
    called: "EKS Identity Provider Config",
    outputs: {
      arn: arn(
        "eks",
        "identityproviderconfig/{in.clusterName}/oidc/{in.oidc.identityProviderConfigName}/{uuid:issuer}",
      ),
      status: "ACTIVE",
    },
    // EKS takes one issuer a cluster.
    unique: unique("clusterName", "ResourceLimitExceededException"),
  },
  "eks/addon:Addon": {
    id: "{in.clusterName}:{in.addonName}",
    called: "EKS Add-On",
    outputs: {
      arn: arn("eks", "addon/{in.clusterName}/{in.addonName}/{uuid:addon}"),
      createdAt: "2026-01-01T00:00:00Z",
      modifiedAt: "2026-01-01T00:00:00Z",
      addonVersion: "v1.0.0-eksbuild.1",
    },
    unique: unique("clusterName addonName", "ResourceInUseException"),
  },
  "eks/nodeGroup:NodeGroup": {
    id: "{in.clusterName}:{in.nodeGroupName}",
    name: "nodeGroupName",
    outputs: {
      arn: arn("eks", "nodegroup/{in.clusterName}/{in.nodeGroupName}/{uuid:group}"),
      status: "ACTIVE",
    },
    unique: unique("clusterName nodeGroupName", "ResourceInUseException"),
  },
  "eks/fargateProfile:FargateProfile": {
    id: "{in.clusterName}:{in.fargateProfileName}",
    name: "fargateProfileName",
    outputs: {
      arn: arn("eks", "fargateprofile/{in.clusterName}/{in.fargateProfileName}/{uuid:profile}"),
      status: "ACTIVE",
    },
  },
  "cloudtrail/trail:Trail": {
    id: arn("cloudtrail", "trail/{name}"),
    called: "CloudTrail Trail",
    outputs: { arn: "{id}", homeRegion: "{region}", snsTopicArn: "" },
    unique: unique("name", "TrailAlreadyExistsException"),
  },
  "cloudtrail/eventDataStore:EventDataStore": {
    id: arn("cloudtrail", "eventdatastore/{uuid:id}"),
    outputs: { arn: "{id}" },
  },
  "cfg/recorder:Recorder": { called: "Config Configuration Recorder" },
  "cfg/recorderStatus:RecorderStatus": { autoname: false },
  "cfg/deliveryChannel:DeliveryChannel": {},
  "cfg/retentionConfiguration:RetentionConfiguration": { id: "default", outputs: { name: "default" } },
  "cfg/rule:Rule": {
    outputs: {
      arn: arn("config", "config-rule/config-rule-{alnum:6:rule}"),
      ruleId: "config-rule-{alnum:6:rule}",
    },
    unique: unique("name", "ResourceInUseException"),
  },
  "cfg/configurationAggregator:ConfigurationAggregator": {
    outputs: { arn: arn("config", "config-aggregator/config-aggregator-{alnum:8:id}") },
  },
  "guardduty/detector:Detector": {
    id: "{hex:32:id}",
    called: "GuardDuty Detector",
    outputs: {
      arn: arn("guardduty", "detector/{id}"),
      accountId: "{account}",
      findingPublishingFrequency: "SIX_HOURS",
    },
  },
  "guardduty/detectorFeature:DetectorFeature": { id: "{in.detectorId}/{in.name}", autoname: false },
  "guardduty/publishingDestination:PublishingDestination": {
    id: "{in.detectorId}:{hex:32:destination}",
    outputs: {
      arn: arn("guardduty", "detector/{in.detectorId}/publishingdestination/{hex:32:destination}"),
      destinationId: "{hex:32:destination}",
    },
    values: { destinationType: ["S3"] },
  },
  "securityhub/account:Account": { id: "{account}", outputs: { arn: arn("securityhub", "hub/default") } },
  "securityhub/standardsSubscription:StandardsSubscription": {
    id: arn("securityhub", "subscription/{last:in.standardsArn:standards/}"),
  },
  "securityhub/findingAggregator:FindingAggregator": {
    id: arn("securityhub", "finding-aggregator/{uuid:id}"),
  },
  "accessanalyzer/analyzer:Analyzer": {
    id: "{in.analyzerName}",
    name: "analyzerName",
    outputs: { arn: arn("access-analyzer", "analyzer/{id}") },
    unique: unique("analyzerName", "ConflictException"),
  },
  "inspector2/enabler:Enabler": { id: "{account}" },
  "detective/graph:Graph": { id: arn("detective", "graph:{hex:32:id}"), outputs: { graphArn: "{id}" } },
  "macie2/account:Account": { id: "{account}" },
  "organizations/organization:Organization": { id: "o-{alnum:10:id}", global: true },
  "ssoadmin/permissionSet:PermissionSet": {
    id: "arn:{partition}:sso:::permissionSet/ssoins-{hexof:in.instanceArn:16:instance}/ps-{hex:16:set}",
    outputs: { arn: "{id}" },
  },
};
