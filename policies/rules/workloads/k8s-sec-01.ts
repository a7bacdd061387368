import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container } from "../../evaluation/pods";
import type { Reader } from "../../evaluation/reader";
import { containerRule } from "./pod-rule";

/** Names of variables that hold secrets, as words or parts of words: `DB_PASSWORD`, `apiKey`. */
const SECRET_NAME =
  /(^|[^a-z])(passwords?|passwd|pwd|secrets?|tokens?|api_?key|access_?key|private_?key|credentials?)($|[^a-z])/i;
/** Names that only speak of one: where it lies, what it is called, how long it holds. */
const NOT_A_SECRET =
  /(file|path|dir|name|url|uri|host|port|ttl|enabled|expiry|expiration|id|type|mount|location|ref|arn|length|audience|issuer)$/i;

/** What a variable takes its value from that is no Secret; Kubernetes allows one source a variable. */
const OTHER_SOURCES = ["configMapKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef"] as const;

export const noSecretsInEnvironment = containerRule(
  {
    id: "K8S-SEC-01",
    slug: "no-secrets-in-environment-variables",
    title: "No secrets in environment variables",
    severity: "medium",
    controls: {
      soc2: ["CC6.1"],
      pci: ["8.3.2", "8.6.2"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.5.17"],
    },
    remediation:
      "Mount the secret as a file, or read it from the store at run time; environments end up in crash reports and child processes.",
    url: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  },
  judge,
);

function judge(container: Container): readonly Outcome[] {
  const places = ["env", "envFrom"].map((field) => container.at(field));
  const outcomes = places.flatMap((place, index) => {
    const list = place.list();
    if (list.state === "unknown") return place.isGap ? [] : [undetermined(list)];
    const judgeEach = index === 0 ? judgeVariable : judgeSource;
    return list.state === "absent" ? [] : list.value.map((each) => judgeEach(each, container));
  });
  return outcomes.length === 0 ? [notApplicable("the container sets no variable")] : outcomes;
}

function judgeVariable(variable: Reader, container: Container): Outcome {
  const nameRead = variable.at("name").filledText();
  const name = nameRead.state === "value" ? nameRead.value : "";
  const reference = variable.at("valueFrom", "secretKeyRef");
  if (reference.state === "value") return fromSecret(`variable '${name}'`, container, reference);
  if (OTHER_SOURCES.some((source) => variable.at("valueFrom", source).state === "value")) return pass;
  const read = reference.fields();
  const value = variable.at("value");
  const literal = value.filledText();
  // Nobody adds a source to a variable that has a value, known or not.
  const hasValue = literal.state !== "absent" && !value.isGap;
  if (read.state === "unknown" && !(reference.isGap && hasValue)) return undetermined(read);
  if (literal.state === "absent" || nameRead.state === "absent") return pass;
  if (nameRead.state === "unknown") return undetermined(nameRead);
  // $(OTHER) takes the value of another variable, which is judged itself.
  const words = name.replace(/([a-z])([A-Z])/g, "$1_$2");
  if (literal.state === "unknown")
    return SECRET_NAME.test(words) && !NOT_A_SECRET.test(words) ? undetermined(literal) : pass;
  if (
    !SECRET_NAME.test(words) ||
    NOT_A_SECRET.test(words) ||
    /^\$\(.*\)$|^(true|false|\d{1,4})$/.test(literal.value)
  ) {
    return pass;
  }
  return violation("literal-secret", {
    message: `variable '${name}' of ${container.label} has a name that speaks of a secret, and its value stands in the manifest; a mounted file is allowed`,
    fix: "keep the value in a Secret, mount it as a file, and let the variable name the file",
    property: variable.at("value").path,
  });
}

function judgeSource(source: Reader, container: Container): Outcome {
  const reference = source.at("secretRef");
  const read = reference.fields();
  if (reference.state === "value") return fromSecret("everything in a Secret", container, reference);
  return read.state === "unknown" ? undetermined(read) : pass;
}

function fromSecret(what: string, container: Container, place: Reader): Outcome {
  return violation("secret-in-environment", {
    message: `${what} of ${container.label} comes from a Secret, and whatever the container starts or dumps carries it; a mounted file is allowed`,
    fix: "mount the Secret as a file",
    property: place.path,
  });
}
