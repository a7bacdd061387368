import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read, Reader, Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { credentialIn, fromBase64, type Found } from "../../evaluation/secrets";

const NAMELESS: Read<string> = { state: "absent" };

/** A text that may give something away, and what it is called. */
type Text = readonly [place: Reader, name: Read<string>];

const PARAMETER = "aws:ssm/parameter:Parameter";

/** Type → where its texts are. */
const TEXTS: Readonly<Record<string, (inputs: Reader) => readonly Text[]>> = {
  "aws:lambda/function:Function": (inputs) => entries(inputs.at("environment", "variables")),
  "aws:ec2/instance:Instance": userData,
  "aws:ec2/launchTemplate:LaunchTemplate": userData,
  "aws:ec2/launchConfiguration:LaunchConfiguration": userData,
  "aws:ecs/taskDefinition:TaskDefinition": (inputs) =>
    elements(inputs.at("containerDefinitions").json()).flatMap((container) =>
      elements(container.at("environment")).map((variable): Text => [
        variable.at("value"),
        variable.at("name").text(),
      ]),
    ),
  [PARAMETER]: (inputs) => [[inputs.at("value"), inputs.at("name").text()]],
  "kubernetes:core/v1:ConfigMap": (inputs) => [
    ...entries(inputs.at("data")),
    ...entries(inputs.at("binaryData")),
  ],
};

export const noCredentialsInClear: ResourceRule = {
  id: "ACC-SEC-01",
  slug: "no-credentials-in-clear",
  title: "No plaintext credentials in env vars, user data or parameters",
  severity: "critical",
  controls: {
    soc2: ["CC6.1"],
    pci: ["8.3.2", "8.6.2", "3.6.1.4"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.17", "A.8.28"],
  },
  scope: "resource",
  types: Object.keys(TEXTS),
  remediation:
    "Put the credential into Secrets Manager and give its ARN; better, use a role. Then make the credential worthless: whoever read the program has it.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
  check(resource) {
    return allOf([
      pass,
      ...(TEXTS[resource.type]?.(resource.inputs) ?? []).map((text) => judge(text, resource)),
    ]);
  },
};

function judge([place, name]: Text, { type, inputs }: Resource): Outcome {
  const text = place.filledText();
  if (text.state === "unknown") return undetermined(text);
  // A secret of Pulumi's is in clear neither in the program nor in the state.
  if (text.state === "absent" || place.isSecret) return pass;
  const called = name.state === "value" ? name.value : "";
  const found =
    credentialIn(text.value, called) ??
    credentialIn(fromBase64(text.value) ?? "", called) ??
    (type === PARAMETER ? inSecureString(inputs.at("type").text(), text.value) : undefined) ??
    // By another name it would be a secret.
    (name.state === "unknown" && credentialIn(text.value, "password") !== undefined ? name : undefined);
  if (found === undefined) return pass;
  if ("state" in found) return undetermined(found);
  return violation(found.reason, {
    message: `'${place.path}' holds ${found.what} in clear, for whoever may read the resource, the program or the state; a reference to a secret store is required`,
    fix: "put it into Secrets Manager, give its ARN here, and replace the credential",
    property: place.path,
  });
}

/** The value of a SecureString is a secret by what it is for; who writes it in clear into a program gives it away. */
function inSecureString(kind: Read<string>, value: string): Found | Unknown | undefined {
  if (value.startsWith("arn:")) return undefined;
  if (kind.state === "unknown") return kind;
  return kind.state === "value" && kind.value === "SecureString"
    ? { reason: "secure-string", what: "the value of a SecureString" }
    : undefined;
}

function entries(place: Reader): readonly Text[] {
  const fields = place.fields();
  if (fields.state === "unknown") return [[place, NAMELESS]];
  return fields.state === "absent"
    ? []
    : fields.value.map(([name, value]): Text => [value, { state: "value", value: name }]);
}

function elements(place: Reader): readonly Reader[] {
  const list = place.list();
  return list.state === "value" ? list.value : list.state === "unknown" ? [place] : [];
}

function userData(inputs: Reader): readonly Text[] {
  return [
    [inputs.at("userData"), NAMELESS],
    [inputs.at("userDataBase64"), NAMELESS],
  ];
}
