import type { OverlayTable } from "../bridged/overlay";
import { arn, unique } from "./shorthand";

/** The retention periods CloudWatch Logs knows, in days; 0 keeps for ever. */
const LOG_RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Logs, metrics, events, functions and what watches. */
export const OBSERVABILITY: OverlayTable = {
  "cloudwatch/logGroup:LogGroup": {
    called: "CloudWatch Logs Log Group",
    nameLength: 512,
    outputs: { arn: arn("logs", "log-group:{id}"), logGroupClass: "STANDARD" },
    values: {
      retentionInDays: LOG_RETENTION_DAYS,
      logGroupClass: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"],
    },
    unique: unique("name", "ResourceAlreadyExistsException"),
  },
  "cloudwatch/logStream:LogStream": {
    outputs: { arn: arn("logs", "log-group:{in.logGroupName}:log-stream:{id}") },
  },
  "cloudwatch/logMetricFilter:LogMetricFilter": {
    unique: unique("logGroupName name", "ResourceAlreadyExistsException"),
  },
  "cloudwatch/logResourcePolicy:LogResourcePolicy": { id: "{in.policyName}" },
  "cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": { id: "cwlsf-{digits:10:id}" },
  "cloudwatch/metricAlarm:MetricAlarm": {
    called: "CloudWatch Metric Alarm",
    outputs: { arn: arn("cloudwatch", "alarm:{id}") },
    values: {
      comparisonOperator: [
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
      ],
      statistic: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"],
      treatMissingData: ["breaching", "notBreaching", "ignore", "missing"],
    },
    unique: unique("name", "AlreadyExists"),
  },
  "cloudwatch/compositeAlarm:CompositeAlarm": {
    id: "{in.alarmName}",
    name: "alarmName",
    autoname: false,
    outputs: { arn: arn("cloudwatch", "alarm:{id}") },
    unique: unique("alarmName", "AlreadyExists"),
  },
  "cloudwatch/dashboard:Dashboard": {
    id: "{in.dashboardName}",
    name: "dashboardName",
    autoname: false,
    outputs: { dashboardArn: "arn:{partition}:cloudwatch::{account}:dashboard/{id}" },
    unique: unique("dashboardName", "AlreadyExists", "account"),
  },
  "cloudwatch/metricStream:MetricStream": {
    outputs: { arn: arn("cloudwatch", "metric-stream/{id}"), state: "running" },
  },
  "cloudwatch/queryDefinition:QueryDefinition": { id: "{uuid:id}", outputs: { queryDefinitionId: "{id}" } },
  "cloudwatch/eventRule:EventRule": {
    nameLength: 64,
    outputs: { arn: arn("events", "rule/{name}") },
    unique: unique("eventBusName name", "ResourceAlreadyExistsException"),
  },
  "cloudwatch/eventTarget:EventTarget": {
    id: "{in.rule}-{hex:26:target}",
    outputs: { targetId: "{last:id:-}" },
  },
  "cloudwatch/eventBus:EventBus": {
    outputs: { arn: arn("events", "event-bus/{name}") },
    unique: unique("name", "ResourceAlreadyExistsException"),
  },
  "scheduler/schedule:Schedule": {
    id: "default/{name}",
    outputs: { arn: arn("scheduler", "schedule/default/{name}") },
  },
  "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    id: arn("firehose", "deliverystream/{name}"),
    nameLength: 64,
    called: "Kinesis Firehose Delivery Stream",
    outputs: { arn: "{id}", destinationId: "destinationId-000000000001", versionId: "1" },
    values: { destination: ["extended_s3", "http_endpoint", "opensearch", "redshift", "splunk", "iceberg"] },
    unique: unique("name", "ResourceInUseException"),
  },
  "lambda/function:Function": {
    nameLength: 64,
    called: "Lambda Function",
    outputs: {
      arn: arn("lambda", "function:{name}"),
      invokeArn:
        "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/arn:{partition}:lambda:{region}:{account}:function:{name}/invocations",
      qualifiedArn: arn("lambda", "function:{name}:$LATEST"),
      version: "$LATEST",
      sourceCodeHash: "{hex:44:code}",
    },
    unique: unique("name", "ResourceConflictException"),
  },
  "lambda/permission:Permission": { id: "{in.statementId}", name: "statementId" },
  "lambda/eventSourceMapping:EventSourceMapping": { id: "{uuid:id}" },
  "sfn/stateMachine:StateMachine": {
    id: arn("states", "stateMachine:{name}"),
    outputs: { arn: "{id}", status: "ACTIVE" },
  },
  "amp/workspace:Workspace": {
    id: "ws-{uuid:id}",
    called: "AMP Workspace",
    outputs: {
      arn: arn("aps", "workspace/{id}"),
      prometheusEndpoint: "https://aps-workspaces.{region}.{dns}/workspaces/{id}/",
    },
  },
  "amp/ruleGroupNamespace:RuleGroupNamespace": {
    id: arn("aps", "rulegroupsnamespace/{in.workspaceId}/{name}"),
    outputs: { arn: "{id}" },
  },
  "amp/alertManagerDefinition:AlertManagerDefinition": { id: "{in.workspaceId}" },
  "opensearch/domain:Domain": {
    id: arn("es", "domain/{in.domainName}"),
    name: "domainName",
    nameLength: 28,
    outputs: {
      arn: "{id}",
      domainId: "{account}/{in.domainName}",
      endpoint: "search-{in.domainName}-{alnum:26:host}.{region}.es.{dns}",
      dashboardEndpoint: "search-{in.domainName}-{alnum:26:host}.{region}.es.{dns}/_dashboards",
    },
    unique: unique("domainName", "ResourceAlreadyExistsException"),
  },
  "synthetics/canary:Canary": { outputs: { arn: arn("synthetics", "canary:{id}"), status: "RUNNING" } },
  "budgets/budget:Budget": {
    id: "{account}:{name}",
    global: true,
    outputs: { arn: "arn:{partition}:budgets::{account}:budget/{name}" },
  },
  "ses/emailIdentity:EmailIdentity": { id: "{in.email}", outputs: { arn: arn("ses", "identity/{id}") } },
  "sesv2/emailIdentity:EmailIdentity": {
    id: "{in.emailIdentity}",
    outputs: { arn: arn("ses", "identity/{id}"), identityType: "DOMAIN" },
  },
  "ssmincidents/responsePlan:ResponsePlan": {
    id: "arn:{partition}:ssm-incidents::{account}:response-plan/{name}",
    outputs: { arn: "{id}" },
  },
  "oam/sink:Sink": { id: arn("oam", "sink/{uuid:id}"), outputs: { arn: "{id}", sinkId: "{last:id:/}" } },
  "oam/link:Link": { id: arn("oam", "link/{uuid:id}"), outputs: { arn: "{id}", linkId: "{last:id:/}" } },
  "ram/resourceShare:ResourceShare": { id: arn("ram", "resource-share/{uuid:id}"), outputs: { arn: "{id}" } },
  "wafv2/ipSet:IpSet": {
    id: "{uuid:id}",
    outputs: { arn: arn("wafv2", "regional/ipset/{name}/{id}"), lockToken: "{uuid:lock}" },
  },
  "athena/workgroup:Workgroup": {
    outputs: { arn: arn("athena", "workgroup/{id}") },
    unique: unique("name", "InvalidRequestException"),
  },
  "glue/catalogDatabase:CatalogDatabase": {
    id: "{account}:{name}",
    outputs: { arn: arn("glue", "database/{name}"), catalogId: "{account}" },
  },
};
