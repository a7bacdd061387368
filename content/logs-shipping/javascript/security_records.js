// From a record of AWS's security services to a document in the Elastic Common Schema. Runs in Filebeat's `script` processor, which is
// ECMAScript 5.1, and in the tests. The folder of the object in S3 says what it is.

var place = {};

function register(params) {
  place = params;
}

var KINDS = [
  [/^AWSLogs\/\d{12}\/CloudTrail\//, "aws.cloudtrail", cloudTrail],
  [/^flow-logs\//, "aws.vpcflow", flowLog],
  [/^eks-audit\//, "aws.eks_audit", clusterAudit],
  [/^config\//, "aws.config", configuration],
  [/^guardduty\//, "aws.guardduty", finding],
];

function process(event) {
  var key = String(event.Get("aws.s3.object.key"));
  var text = String(event.Get("message"));
  var kind = KINDS.filter(function (each) {
    return each[0].test(key);
  })[0];
  try {
    if (!kind) throw new Error("no service writes " + key);
    var fields = kind[2](text);
    if (fields === null) return event.Cancel();
    file(event, kind[1], fields, text);
  } catch (error) {
    file(event, "deadletter.app", { "event.kind": "pipeline_error", "error.message": String(error) }, text);
  }
}

function file(event, dataset, fields, text) {
  event.Delete("message");
  put(event, "ecs.version", "9.0.0");
  put(event, "data_stream.type", "logs");
  put(event, "data_stream.dataset", dataset);
  put(event, "data_stream.namespace", place.environment);
  put(event, "event.dataset", dataset);
  put(event, "event.original", text);
  put(event, "cloud.provider", "aws");
  Object.keys(fields).forEach(function (name) {
    put(event, name, fields[name]);
  });
  // A record that is read again is refused by Elasticsearch, as it is there.
  if (fields["event.id"]) event.Put("@metadata._id", fields["event.id"]);
  event.Put("@metadata.op_type", "create");
  event.Put("@metadata.stream", "logs-" + dataset + "-" + place.environment);
}

function put(event, name, value) {
  if (value !== undefined && value !== null && value !== "") event.Put(name, value);
}

function cloudTrail(text) {
  var record = JSON.parse(text);
  var identity = record.userIdentity || {};
  var session = (identity.sessionContext || {}).sessionIssuer || {};
  var code = record.errorCode;
  var denied = /AccessDenied|Unauthorized|Client\.Unauthorized/.test(String(code));
  var signIn = record.eventSource === "signin.amazonaws.com" || record.eventSource === "sts.amazonaws.com";
  var failed = code !== undefined || (record.responseElements || {}).ConsoleLogin === "Failure";
  var name = identity.userName || session.userName || identity.invokedBy;
  return {
    "@timestamp": dateOf(record.eventTime),
    "event.id": record.eventID,
    "event.kind": "event",
    "event.provider": record.eventSource,
    "event.action": record.eventName,
    "event.category": [
      signIn ? "authentication" : record.eventSource === "iam.amazonaws.com" ? "iam" : "configuration",
    ],
    "event.type": [denied ? "denied" : signIn ? "start" : record.readOnly === true ? "access" : "change"],
    "event.outcome": failed ? "failure" : "success",
    "error.code": code,
    "error.message": record.errorMessage,
    "user.id": identity.principalId,
    "user.name": name,
    "source.address": record.sourceIPAddress,
    "source.ip": addressOf(record.sourceIPAddress),
    "user_agent.original": record.userAgent,
    "cloud.region": record.awsRegion,
    "cloud.account.id": record.recipientAccountId,
    "related.user": listOf([name, identity.principalId]),
    "related.ip": listOf([addressOf(record.sourceIPAddress)]),
  };
}

function flowLog(text) {
  var values = text.trim().split(/\s+/);
  if (values[0] === "version") return null; // the names of the columns
  if (values.length !== place.flow_fields.length) throw new Error("a flow has " + values.length + " fields");
  var flow = {};
  place.flow_fields.forEach(function (name, index) {
    if (values[index] !== "-") flow[name] = values[index];
  });
  if (flow["log-status"] !== "OK") return null; // nothing passed, or nothing was written down
  var start = Number(flow.start) * 1000;
  var end = Number(flow.end) * 1000;
  return {
    "@timestamp": new Date(end),
    "event.kind": "event",
    "event.category": ["network"],
    "event.type": ["connection", flow.action === "ACCEPT" ? "allowed" : "denied"],
    "event.action": flow.action === "ACCEPT" ? "accept" : "reject",
    "event.outcome": flow.action === "ACCEPT" ? "success" : "failure",
    "event.start": new Date(start),
    "event.end": new Date(end),
    "source.ip": flow.srcaddr,
    "source.port": Number(flow.srcport),
    "destination.ip": flow.dstaddr,
    "destination.port": Number(flow.dstport),
    "network.iana_number": flow.protocol,
    "network.transport": { 1: "icmp", 6: "tcp", 17: "udp", 58: "ipv6-icmp" }[flow.protocol],
    "network.type": flow.type === "IPv6" ? "ipv6" : "ipv4",
    "network.bytes": Number(flow.bytes),
    "network.packets": Number(flow.packets),
    "cloud.account.id": flow["account-id"],
    "related.ip": listOf([flow.srcaddr, flow.dstaddr]),
  };
}

function clusterAudit(text) {
  return text.charAt(0) === "{" ? apiCall(JSON.parse(text)) : authenticator(text);
}

function apiCall(record) {
  var user = record.impersonatedUser || record.user || {};
  var object = record.objectRef || {};
  var status = (record.responseStatus || {}).code;
  var decision = (record.annotations || {})["authorization.k8s.io/decision"];
  var denied = decision === "forbid" || status === 401 || status === 403;
  var ip = addressOf((record.sourceIPs || [])[0]);
  return {
    "@timestamp": dateOf(record.stageTimestamp || record.requestReceivedTimestamp),
    "event.id": record.auditID === undefined ? undefined : record.auditID + "-" + record.stage,
    "event.kind": "event",
    "event.provider": "kube-apiserver",
    "event.action": record.verb,
    "event.category": [status === 401 ? "authentication" : "iam"],
    "event.type": [denied ? "denied" : /^(get|list|watch)$/.test(record.verb) ? "access" : "change"],
    "event.outcome": status === undefined ? "unknown" : status < 400 ? "success" : "failure",
    "http.response.status_code": status,
    "url.path": String(record.requestURI || "").split("?")[0],
    "user.name": user.username,
    "user.id": user.uid,
    "source.ip": ip,
    "user_agent.original": record.userAgent,
    "orchestrator.type": "kubernetes",
    "orchestrator.namespace": object.namespace,
    "orchestrator.resource.type": object.subresource
      ? object.resource + "/" + object.subresource
      : object.resource,
    "orchestrator.resource.name": object.name,
    "orchestrator.cluster.name": place.cluster,
    "related.user": listOf([user.username]),
    "related.ip": listOf([ip]),
  };
}

// time="2026-11-26T21:00:00Z" level=warning msg="access denied" client="127.0.0.1:1" error="…" arn="…" username="…"
function authenticator(text) {
  var said = {};
  var pair = /([A-Za-z_]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;
  for (var match = pair.exec(text); match !== null; match = pair.exec(text)) {
    said[match[1]] = match[2] === undefined ? match[3] : match[2].replace(/\\(.)/g, "$1");
  }
  if (!/^access (granted|denied)$/.test(String(said.msg)))
    throw new Error("the authenticator neither lets in nor refuses");
  var granted = said.msg === "access granted";
  return {
    "@timestamp": dateOf(said.time),
    "event.kind": "event",
    "event.provider": "aws-iam-authenticator",
    "event.action": granted ? "access-granted" : "access-denied",
    "event.category": ["authentication"],
    "event.type": [granted ? "start" : "denied"],
    "event.outcome": granted ? "success" : "failure",
    "error.message": said.error,
    "user.name": said.username,
    "user.id": said.arn,
    "orchestrator.type": "kubernetes",
    "orchestrator.cluster.name": place.cluster,
    "related.user": listOf([said.username, said.arn]),
  };
}

function configuration(text) {
  var item = JSON.parse(text);
  return {
    "@timestamp": dateOf(item.configurationItemCaptureTime),
    "event.id": item.resourceId + "-" + item.configurationStateId,
    "event.kind": "state",
    "event.provider": "config.amazonaws.com",
    "event.action": item.configurationItemStatus,
    "event.category": ["configuration"],
    "event.type": [item.configurationItemStatus === "ResourceDeleted" ? "deletion" : "change"],
    "cloud.region": item.awsRegion,
    "cloud.account.id": item.awsAccountId,
    "resource.type": item.resourceType,
    "resource.id": item.resourceId,
    "resource.name": item.resourceName,
  };
}

function finding(text) {
  var record = JSON.parse(text);
  var service = record.service || {};
  var resource = record.resource || {};
  var user = (resource.accessKeyDetails || {}).userName;
  return {
    "@timestamp": dateOf(record.updatedAt),
    // A finding that goes on is the same with another time.
    "event.id": record.id + "-" + record.updatedAt,
    "event.kind": "alert",
    "event.provider": "guardduty.amazonaws.com",
    "event.action": (service.action || {}).actionType,
    "event.category": ["intrusion_detection"],
    "event.type": ["info"],
    "event.severity": Math.round(record.severity * 10),
    "rule.name": record.type,
    message: record.title,
    "cloud.region": record.region,
    "cloud.account.id": record.accountId,
    "resource.type": resource.resourceType,
    "user.name": user,
    "related.user": listOf([user]),
  };
}

function dateOf(text) {
  var date = new Date(text);
  if (isNaN(date.getTime())) throw new Error("no time: " + text);
  return date;
}

// AWS writes names of its services where others write addresses.
function addressOf(text) {
  return /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+)$/.test(String(text)) ? text : undefined;
}

function listOf(values) {
  var known = values.filter(function (value) {
    return value !== undefined && value !== null && value !== "";
  });
  return known.length === 0 ? undefined : known;
}
