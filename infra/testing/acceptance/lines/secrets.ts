import type { Registered } from "../../../../components/testing/record";
import type { Line } from "../line";
import { at, kindOf, labelOf, releasesOf, texts, withText, withValue } from "../stack";

/** Forms in which credentials come, wherever they stand. */
const FORMS: Readonly<Record<string, RegExp>> = {
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  "an access key of AWS": /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  "a signed token": /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  "a token of GitHub": /\bgh[pousr]_\w{36}\b/,
  "a webhook of Slack": /hooks\.slack\.com\/services\/T\w+/,
  "a key of PagerDuty": /\bR0[0-9A-Z]{30}\b|\bpdus\+_[0-9A-Z]+/,
  "an address with a password": /\b[a-z][a-z+]*:\/\/[^\s/:@${}]+:[^\s/@${}]+@/,
};

/** Keys under which credentials stand. */
const KEY = /passw(?:or)?d|secret|token|credential|api_?key|private_?key/i;
/** Keys that name where one is or how it is written, and none of it. */
const NAMES_A_PLACE =
  /(?:Name|Namespace|File|Format|Ref|Key|Secret|_file|Source|SecretSource|Path)$|^existingSecret$|^secret$|^certsSecret$|^userKey$/;
/** Values that are put in later, from a Secret. */
const FILLED_IN_LATER = /^\{\{ \.\w+ \}\}$|^\$\{\w+\}$|^\$__file\{/;
/** A credential in the text of a configuration: its key, and a value in quotes. */
const IN_TEXT = /(?:\b|_)(?:password|passwd|secret|token|api_?key)["']?\s*(?:=>|[:=])\s*["']([^"'\s]+)["']/gi;

/** What stands in a resource that only a Secret of the cluster may hold. */
function literals(resource: Registered): string[] {
  const tree = at(resource.inputs, kindOf(resource) === "Release" ? "values" : "");
  return texts(tree).flatMap(([path, text]) => {
    const key = path.split(" > ").at(-1) ?? "";
    const formed = Object.entries(FORMS).filter(([, form]) => form.test(text));
    const underKey = KEY.test(key) && !NAMES_A_PLACE.test(key) && text !== "" && !FILLED_IN_LATER.test(text);
    const inText = [...text.matchAll(IN_TEXT)].filter(
      ([, value = ""]) => !/^(?:\/|\$\{|\$__file\{|#\{File\.read|\{\{|elasticsearch-user-)/.test(value),
    );
    const what = [
      ...formed.map(([form]) => form),
      ...(underKey || inText.length > 0 ? ["a credential"] : []),
    ];
    return what.map((each) => `${labelOf(resource)}: ${path} holds ${each}`);
  });
}

export const literalSecrets: Line = {
  title: "no secret stands in values, ConfigMaps or any other object",
  check: (stack) => [
    ...stack.resources.filter((resource) => kindOf(resource) !== undefined).flatMap(literals),
    ...releasesOf(stack, "grafana")
      .filter(({ inputs }) => at(inputs, "values > assertNoLeakedSecrets") !== true)
      .map(({ name }) => `release '${name}': the chart's own check for secrets is off`),
  ],
  mutants: [
    withValue(
      "grafana-release",
      "adminPassword",
      "hunter2",
      "release 'grafana-release': adminPassword holds a credential",
    ),
    withValue(
      "grafana-release",
      "grafana.ini > smtp",
      { password: "hunter2" },
      "release 'grafana-release': grafana.ini > smtp > password holds a credential",
    ),
    withValue(
      "grafana-release",
      "assertNoLeakedSecrets",
      false,
      "release 'grafana-release': the chart's own check for secrets is off",
    ),
    withValue(
      "metrics-kube-prometheus-stack",
      "prometheus > prometheusSpec > remoteWrite > 0",
      { url: "https://who:hunter2@hub.example/" },
      "release 'metrics-kube-prometheus-stack': prometheus > prometheusSpec > remoteWrite > 0 > url holds an address with a password",
    ),
    withValue(
      "runtime-security-falcosidekick",
      "config > slack",
      { webhookurl: "https://hooks.slack.com/services/T0000/B0000/x" },
      "release 'runtime-security-falcosidekick': config > slack > webhookurl holds a webhook of Slack",
    ),
    withText(
      "logstash-settings",
      "data > containers.conf",
      ["${STORE_PASSWORD}", "hunter2"],
      "ConfigMap logging/logstash-settings: data > containers.conf holds a credential",
    ),
    withText(
      "gateway-grafana",
      "config > configFile",
      ["cookie_secure = true", 'cookie_secret = "hunter2hunter2"'],
      "release 'gateway-grafana': config > configFile holds a credential",
    ),
    withValue(
      "thanos-thanos-query",
      "spec > template > spec > containers > 0 > env",
      [{ name: "AWS_ACCESS_KEY_ID", value: "AKIAABCDEFGHIJKLMNOP" }],
      "Deployment monitoring/thanos-query: spec > template > spec > containers > 0 > env > 0 > value holds an access key of AWS",
    ),
    withValue(
      "root-exchange-published",
      "spec > template",
      { data: { password: "hunter2" } },
      "PushSecret cert-manager/pharos-production-us-east-1-region-root: spec > template > data > password holds a credential",
    ),
    withValue(
      "security-log-reader-config",
      "data > key.pem",
      "-----BEGIN EC PRIVATE KEY-----",
      "ConfigMap logging/security-log-reader-config: data > key.pem holds a private key",
    ),
  ],
};

/** What charts and images come with, where nobody says otherwise. */
const DEFAULTS = /\b(?:changeme|prom-operator|elastic\/changeme|admin[:/]admin|minioadmin|hunter2)\b/i;

export const defaultCredentials: Line = {
  title: "no default credentials remain",
  check: (stack) => [
    ...stack.resources
      .filter((resource) => kindOf(resource) !== undefined)
      .flatMap((resource) =>
        texts(resource.inputs)
          .filter(([, text]) => DEFAULTS.test(text))
          .map(([path]) => `${labelOf(resource)}: ${path} has the password that everybody knows`),
      ),
    ...releasesOf(stack, "grafana")
      .filter(
        ({ inputs }) => at(inputs, "values > env > GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION") !== "true",
      )
      .filter(({ inputs }) => ["admin", undefined].includes(at(inputs, "values > adminUser") as string))
      .map(({ name }) => `release '${name}': Grafana's emergency user is called admin`),
    ...releasesOf(stack, "falcosidekick")
      .filter(({ inputs }) => at(inputs, "values > webui > enabled") !== false)
      .map(({ name }) => `release '${name}': its second interface lets admin:admin in`),
    ...releasesOf(stack, "prometheus-elasticsearch-exporter")
      .filter(({ inputs }) => at(inputs, "values > extraEnvSecrets > ES_PASSWORD") === undefined)
      .map(({ name }) => `release '${name}': it asks Elasticsearch as nobody`),
  ],
  mutants: [
    withValue(
      "grafana-release",
      "adminUser",
      "admin",
      "release 'grafana-release': Grafana's emergency user is called admin",
    ),
    withValue(
      "grafana-release",
      "adminUser",
      undefined,
      "release 'grafana-release': Grafana's emergency user is called admin",
    ),
    // Without one it needs no other name.
    withValue(
      "explorer-release",
      "env > GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION",
      undefined,
      "release 'explorer-release': Grafana's emergency user is called admin",
    ),
    withValue(
      "runtime-security-falcosidekick",
      "webui > enabled",
      true,
      "release 'runtime-security-falcosidekick': its second interface lets admin:admin in",
    ),
    withValue(
      "logs-exporter",
      "extraEnvSecrets",
      undefined,
      "release 'logs-exporter': it asks Elasticsearch as nobody",
    ),
    withText(
      "fluentd-settings",
      "data > fluentd.conf",
      [`password "#{File.read('/etc/store/password').chomp}"`, "password changeme"],
      "ConfigMap logging/fluentd-settings: data > fluentd.conf has the password that everybody knows",
    ),
  ],
};
